import Foundation
import SystemLayer

/// Writes what a test has made up, which nothing has to mask.
func replaceFile(_ path: FilePath, with bytes: [UInt8], permissions: UInt16 = 0o644) throws {
  let url = URL(filePath: path.string)
  try Data(bytes).write(to: url, options: .atomic)
  try FileManager.default.setAttributes([.posixPermissions: NSNumber(value: permissions)], ofItemAtPath: path.string)
}
