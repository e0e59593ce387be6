/// The programs that prepare images, as far as this machine has them. Both are optional.
public struct ConverterTools: Sendable, Equatable {
  public var vips: Tool?
  public var jpegtran: Tool?

  public struct Tool: Sendable, Equatable {
    /// The program's path.
    public let path: String
    /// As it names itself: `8.14.1`.
    public let version: String

    public init(path: String, version: String) {
      (self.path, self.version) = (path, version)
    }

    /// The first two numbers of the version.
    var number: (major: Int, minor: Int) {
      let parts = version.split(separator: ".").map { Int($0) ?? 0 }
      return (parts.first ?? 0, parts.dropFirst().first ?? 0)
    }
  }

  public init(vips: Tool? = nil, jpegtran: Tool? = nil) {
    (self.vips, self.jpegtran) = (vips, jpegtran)
  }

  /// Older ones corrupt their memory on some files (libvips issue 4154, mended by pull request 4158).
  public var readsJPEG2000: Bool { vips.map { $0.number >= (8, 16) } ?? false }

  /// What to type to have them.
  public static let installation =
    "install libvips: `sudo apt-get install libvips-tools libjpeg-turbo-progs` (Debian, "
    + "Ubuntu), `brew install vips jpeg-turbo` (macOS)"

  /// The version in what `vips --version` or `jpegtran -version` print.
  public static func version(in output: String) -> String? {
    output.split { !($0.isNumber || $0 == ".") }.first { $0.contains(".") && $0.first?.isNumber == true }.map(
      String.init)
  }

  /// Why the treatment cannot be had here; nil where it can.
  public func obstacle(to treatment: Treatment) -> PreparationFailure? {
    switch treatment {
    case .untouched, .refused: nil
    case .turned(_, let conversion): jpegtran == nil ? obstacle(to: conversion) : nil
    case .converted(let conversion): obstacle(to: conversion)
    }
  }

  private func obstacle(to conversion: Conversion) -> PreparationFailure? {
    guard let vips else {
      return PreparationFailure(
        kind: .converterMissing, message: "the image must be prepared, and `vips` is not installed",
        hint: Self.installation)
    }
    guard conversion.isJPEG2000, !readsJPEG2000 else { return nil }
    return PreparationFailure(
      kind: .converterMissing,
      message: "the image is JPEG 2000, and libvips \(vips.version) crashes on some of these",
      hint: "install libvips 8.16 or later, or convert it first: `opj_decompress -i IN -o OUT.tif`")
  }
}
