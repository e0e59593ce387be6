internal import Extraction
internal import Transfer

/// What this binary is made of: the packages, and the C libraries linked at run time.
enum Dependencies {
  static func all() -> [EnvironmentSnapshot.Dependency] {
    Version.packages + TransferLibrary.linked.map { .init($0.name, $0.version) }
  }
}
