internal import Extraction
internal import Imaging
internal import Transfer

/// What this binary is made of: the packages, and the C libraries linked at run time.
enum Dependencies {
  /// - Parameter tools: the programs that prepare images, as far as they were needed.
  static func all(_ tools: ConverterTools = ConverterTools()) -> [EnvironmentSnapshot.Dependency] {
    Version.packages + TransferLibrary.linked.map { .init($0.name, $0.version) }
      + [("vips", tools.vips), ("jpegtran", tools.jpegtran)].compactMap { name, tool in
        tool.map { .init(name, $0.version) }
      }
  }
}
