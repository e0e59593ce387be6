internal import OpenRouter

#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// An image of a run: the recorded input folder, and the name in the record.
struct ImagePlace: Sendable {
  let input: String?
  let name: String
}

/// The input folder that a run recorded: the only place from which images are shown.
struct ImageFolder: Sendable {
  private let path: [UInt8]?

  /// - Parameter path: nil where the run recorded none.
  init(_ path: String?) { self.path = path.map { Array($0.utf8) } }

  /// Opens the image of a record, told by its content to be one.
  func open(_ name: String) -> Result<OpenImage, ImageAbsence> {
    guard let path else { return .failure(.noFolder) }
    var absence = ImageAbsence.badName
    for candidate in Self.paths(of: name) {
      do throws(ImageAbsence) { return .success(try OpenImage(path: path + [UInt8(ascii: "/")] + candidate)) } catch {
        absence = error
      }
    }
    return .failure(absence)
  }

  /// The relative paths that a record's name may stand for: the name itself, and where it holds `\xNN` for bytes that
  /// are no UTF-8, the name with these bytes. None for a name that leads out of the folder.
  static func paths(of name: String) -> [[UInt8]] {
    let plain = Array(name.utf8)
    let raw = unescaped(plain)
    return (raw == plain ? [plain] : [plain, raw]).filter(staysInside)
  }

  private static func staysInside(_ path: [UInt8]) -> Bool {
    let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    return !path.contains(0)
      && parts.allSatisfy { part in
        !part.isEmpty && !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
      }
  }

  /// Undoes `\xNN`. Only bytes from 0x80 are ever written so, and the backslash: `\x2f` is no slash.
  private static func unescaped(_ name: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = name[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "x"), rest.count >= 3,
        let code = UInt8(String(decoding: rest.dropFirst().prefix(2), as: UTF8.self), radix: 16),
        code >= 0x80 || code == UInt8(ascii: "\\")
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}

/// Why an image cannot be shown.
enum ImageAbsence: String, Error, Sendable {
  case noFolder = "the run recorded no input folder"
  case badName = "the name in the record leads out of the input folder"
  case missing = "the image is no longer in the input folder"
  case unreadable = "the image cannot be read"
  case notAnImage = "the file is no image that a browser shows"
}

/// An image open for reading.
final class OpenImage: Sendable {
  /// In bytes.
  let count: Int
  let type: ImageType
  let version: FileVersion
  private let descriptor: Int32

  /// - Parameter path: the whole path, in the system's bytes.
  init(path: [UInt8]) throws(ImageAbsence) {
    // Without O_NONBLOCK a FIFO would block the open for ever.
    let descriptor = unsafe open(path.map { CChar(bitPattern: $0) } + [0], O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable }
    var status = stat()
    let isFile = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    let signature = isFile ? FileBytes.read(descriptor, at: 0, count: ImageType.signatureLength) : []
    guard let type = ImageType(signature: signature) else {
      close(descriptor)
      throw isFile ? .notAnImage : .unreadable
    }
    self.descriptor = descriptor
    self.type = type
    count = Int(status.st_size)
    version = FileVersion(status)
  }

  deinit { close(descriptor) }

  /// Up to `count` bytes from `offset`; none at the end.
  func read(at offset: Int, count: Int) -> [UInt8] { FileBytes.read(descriptor, at: offset, count: count) }
}
