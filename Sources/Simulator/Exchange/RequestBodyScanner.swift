internal import OpenRouter

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif
/// Reads a request body piece by piece and keeps all of it but the images.
///
/// Each `"data:TYPE;base64,…"` is decoded and hashed as it passes, so that memory does not grow with the images. A
/// text that only mentions such a URL is safe: its quotes are escaped.
struct RequestBodyScanner {
  private enum State {
    case text
    /// Between `data:` and the comma.
    case mediaType([UInt8])
    case base64(ImageDigest)
  }

  private static let needle = Array("\"data:".utf8)
  /// Longest media type taken; a longer one is ordinary text.
  private static let longestMediaType = 100

  /// The body without the images' data.
  private(set) var skeleton: [UInt8] = []
  private(set) var images: [SimulatedImage] = []
  private(set) var count = 0
  private var whole = ContentHash()
  private var state = State.text
  /// Bytes that may be the beginning of the needle.
  private var carry: [UInt8] = []

  mutating func feed(_ bytes: ArraySlice<UInt8>) {
    count += bytes.count
    unsafe bytes.withUnsafeBytes { unsafe whole.update($0) }
    var rest = bytes
    if !carry.isEmpty {
      rest = (carry + bytes)[...]
      carry = []
    }
    while !rest.isEmpty {
      switch state {
      case .text: rest = feedText(rest)
      case .mediaType(let begun): rest = feedMediaType(rest, begun)
      case .base64(let image): rest = feedBase64(rest, image)
      }
    }
  }

  /// Ends the body and gives its digest.
  mutating func finish() -> String {
    skeleton += carry
    carry = []
    if case .base64(let image) = state { images.append(image.finished()) }
    state = .text
    return whole.hex
  }

  private mutating func feedText(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let quote = index(of: Self.needle[0], in: bytes) else {
      skeleton += bytes
      return []
    }
    guard bytes.endIndex - quote >= Self.needle.count else {
      skeleton += bytes[..<quote]
      carry = Array(bytes[quote...])
      return []
    }
    let end = quote + Self.needle.count
    let isEscaped = (quote > bytes.startIndex ? bytes[quote - 1] : skeleton.last) == UInt8(ascii: "\\")
    guard !isEscaped, bytes[quote..<end].elementsEqual(Self.needle) else {
      skeleton += bytes[...quote]
      return bytes[(quote + 1)...]
    }
    skeleton += bytes[..<end]
    state = .mediaType([])
    return bytes[end...]
  }

  private mutating func feedMediaType(_ bytes: ArraySlice<UInt8>, _ begun: [UInt8]) -> ArraySlice<UInt8> {
    let stop = bytes.firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") } ?? bytes.endIndex
    let name = begun + bytes[..<stop]
    let isTooLong = name.count > Self.longestMediaType
    guard stop < bytes.endIndex || isTooLong else {
      state = .mediaType(name)
      return []
    }
    skeleton += name
    let text = String(decoding: name, as: UTF8.self).replacing("\\/", with: "/")
    guard !isTooLong, bytes[stop] == UInt8(ascii: ","), text.hasSuffix(";base64") else {
      state = .text
      return bytes[stop...]
    }
    skeleton += Array(",#\(images.count)".utf8)
    state = .base64(ImageDigest(mediaType: String(text.dropLast(";base64".count))))
    return bytes[(stop + 1)...]
  }

  private mutating func feedBase64(_ bytes: ArraySlice<UInt8>, _ image: ImageDigest) -> ArraySlice<UInt8> {
    let stop = index(of: UInt8(ascii: "\""), in: bytes) ?? bytes.endIndex
    var image = image
    state = .text  // lets go of the digest, so that it is not copied below
    image.update(base64: bytes[..<stop])
    if stop == bytes.endIndex {
      state = .base64(image)
    } else {
      images.append(image.finished())
    }
    return bytes[stop...]
  }
}

/// Decodes one image from Base64 piece by piece and hashes it.
private struct ImageDigest {
  let mediaType: String
  private var hash = ContentHash()
  private var count = 0
  private var isDecodable = true
  /// Up to three characters that wait for the rest of their group of four.
  private var carry: [UInt8] = []

  init(mediaType: String) { self.mediaType = mediaType }

  mutating func update(base64 bytes: ArraySlice<UInt8>) {
    var characters = carry + bytes
    // JSON may write a slash as `\/`.
    if index(of: UInt8(ascii: "\\"), in: characters[...]) != nil {
      characters.removeAll { $0 == UInt8(ascii: "\\") }
    }
    let whole = characters.count & ~3
    carry = Array(characters[whole...])
    guard whole > 0, isDecodable else { return }
    guard let decoded = Data(base64Encoded: Data(characters[..<whole])) else {
      isDecodable = false
      return
    }
    count += decoded.count
    unsafe decoded.withUnsafeBytes { unsafe hash.update($0) }
  }

  func finished() -> SimulatedImage {
    SimulatedImage(
      mediaType: mediaType, sha256: hash.hex, count: count, isDecodable: isDecodable && carry.isEmpty && count > 0)
  }
}

/// Where `byte` first stands in `bytes`. A loop over megabytes is slow in a debug build.
private func index(of byte: UInt8, in bytes: ArraySlice<UInt8>) -> Int? {
  bytes.span.firstIndex(of: byte).map { bytes.startIndex + $0 }
}
