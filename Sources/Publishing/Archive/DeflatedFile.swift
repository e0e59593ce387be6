internal import CZlib
internal import SystemLayer

/// A file that zlib packs while it is written.
@safe
final class DeflatedFile {
  private var file: ReplacementFile?
  private let deflater: OpaquePointer
  private var room = [UInt8](repeating: 0, count: 1 << 18)
  /// Packed bytes.
  private(set) var count = 0

  init(_ path: FilePath) throws(PublishingError) {
    do { file = try ReplacementFile(replacing: path) } catch { throw PublishingError(error) }
    guard let deflater = unsafe czlib_deflate_begin() else { throw PublishingError(.outOfMemory, "zlib has no memory") }
    unsafe self.deflater = deflater
  }

  deinit { unsafe czlib_deflate_end(deflater) }

  /// - Parameter finishes: whether these are the last bytes.
  func write(_ piece: [UInt8], finishes: Bool) throws(PublishingError) {
    var (start, ended) = (0, false)
    repeat {
      var consumed = 0
      let written = unsafe piece.withUnsafeBufferPointer { source in
        unsafe room.withUnsafeMutableBufferPointer { target -> Int in
          guard let base = target.baseAddress else { return 0 }
          return unsafe czlib_deflate(
            deflater, source.baseAddress.map { unsafe $0 + start }, source.count - start, finishes, base, target.count,
            &consumed, &ended)
        }
      }
      start += consumed
      count += written
      do { try file?.write(.archive(ofPassedFiles: Array(room[..<written]))) } catch { throw PublishingError(error) }
    } while start < piece.count || (finishes && !ended)
    guard finishes else { return }
    do { try file.take()?.commit() } catch { throw PublishingError(error) }
  }
}
