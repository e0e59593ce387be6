import Foundation
public import Testing

/// The accessibility checker axe-core, as one of its Python packages brings it.
public enum AxeCore {
  /// Why a test is skipped.
  public static let whatIsNeeded: Comment = "needs axe-core (the Python package axe-playwright-python; HERBX_PYTHON)"

  /// Its script; nil where it is not installed.
  public static let script: String? = {
    let python = ProcessInfo.processInfo.environment["HERBX_PYTHON"] ?? ".build/venv/bin/python"
    let folder = URL(fileURLWithPath: python).deletingLastPathComponent().deletingLastPathComponent()
    let files = FileManager.default.enumerator(
      at: folder.appendingPathComponent("lib"), includingPropertiesForKeys: nil)
    for case let file as URL in files ?? FileManager.DirectoryEnumerator() where file.lastPathComponent == "axe.min.js"
    {
      return try? String(contentsOf: file, encoding: .utf8)
    }
    return nil
  }()
}
