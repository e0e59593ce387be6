internal import Imaging
internal import OpenRouter
internal import SystemLayer

/// An image of a run: the recorded input folder, and the name in the record.
struct ImagePlace: Sendable {
  let input: String?
  let name: String
}

/// The input folder that a run recorded: the only place from which images are shown.
struct ImageFolder: Sendable {
  private let path: FilePath?

  /// - Parameter path: nil where the run recorded none.
  init(_ path: String?) { self.path = path.map { FilePath($0) } }

  /// Opens the image of a record, told by its content to be one.
  func open(_ name: String) -> Result<OpenImage, ImageAbsence> {
    guard let path else { return .failure(.noFolder) }
    var absence = ImageAbsence.badName
    for candidate in Self.paths(of: name) {
      do throws(ImageAbsence) { return .success(try OpenImage(path: path.appending(bytes: candidate))) } catch {
        absence = error
      }
    }
    return .failure(absence)
  }

  /// Where the image of a record lies, whatever kind it is.
  func place(of name: String) throws(ImageAbsence) -> FilePath {
    guard let path else { throw .noFolder }
    let candidates = Self.paths(of: name).map { path.appending(bytes: $0) }
    guard !candidates.isEmpty else { throw .badName }
    guard let place = candidates.first(where: \.exists) else { throw .missing }
    return place
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
  private let file: OpenFile

  init(path: FilePath) throws(ImageAbsence) {
    let file = try Self.absent { () throws(SystemError) in try OpenFile(reading: path) }
    let status = try Self.absent { () throws(SystemError) in try file.status() }
    guard status.kind == .file else { throw .unreadable }
    guard let type = ImageType(signature: (try? file.read(count: ImageType.signatureLength)) ?? []) else {
      throw .notAnImage
    }
    self.type = type
    count = status.size
    version = FileVersion(status)
    self.file = file
  }

  /// A picture of any kind, to be saved as it is.
  init(toSave path: FilePath) throws {
    let file = try OpenFile(reading: path)
    let status = try file.status()
    let (inspection, _) = try ImageConverter.decide(file, name: "", settings: PreparationSettings())
    if case .noImage = inspection.facts.format { throw ImageAbsence.notAnImage }
    guard status.kind == .file else { throw ImageAbsence.unreadable }
    (count, type, version) = (status.size, .jpeg, FileVersion(status))
    self.file = file
  }

  private static func absent<Value: ~Copyable>(
    _ body: () throws(SystemError) -> Value
  ) throws(ImageAbsence) -> Value {
    do throws(SystemError) { return try body() } catch {
      throw error.code == .noSuchFileOrDirectory || error.code == .notDirectory ? .missing : .unreadable
    }
  }

  /// Up to `count` bytes from `offset`; none at the end, and where reading fails.
  func read(at offset: Int, count: Int) -> [UInt8] { (try? file.read(at: offset, count: count)) ?? [] }
}
