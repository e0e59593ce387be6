internal import Extraction
internal import Imaging
internal import OpenRouter
internal import Transfer

extension MachineFacts {
  /// In bytes. A specimen takes at most some 8 KiB in records, events and log: 20,000 of them, and room for others.
  static let leastFree: UInt64 = 256 << 20

  /// Descriptors that herbx itself holds: its files, the key file, libcurl's own.
  private static let own = 32

  func findings() -> [Finding] { [transferLibrary, runFolder, lock, diskSpace, openFiles, imageTools] }

  private var transferLibrary: Finding {
    let version = "libcurl `\(library.curl)`"
    let hint = "install your system's libcurl, on Debian `sudo apt-get install --reinstall libcurl4`"
    guard let tls = library.tls else { return .failed(.libcurl, "\(version) was built without TLS", hint: hint) }
    guard library.hasHTTP2 else { return .failed(.libcurl, "\(version) was built without HTTP/2", hint: hint) }
    return .ok(.libcurl, "\(version) has TLS (\(tls)) and HTTP/2")
  }

  private var runFolder: Finding {
    if isWritable { return .ok(.runFolder, "a run can be written to `\(folder)`") }
    return .failed(
      .runFolder, "a run cannot be written to `\(folder)`", hint: "give a folder of your own with `--output`")
  }

  private var lock: Finding {
    locks.finding(.runFolderLocks, "the run folder", loss: "two runs may pay for the same images")
  }

  private var diskSpace: Finding {
    guard let freeBytes else { return .skipped(.diskSpace, "the disk space: the system does not tell") }
    let free = Self.size(freeBytes)
    guard freeBytes >= Self.leastFree else {
      return .failed(
        .diskSpace, "`\(free)` are free for `\(folder)`, and a run wants `\(Self.size(Self.leastFree))`",
        hint: "make room: `df -h '\(folder)'` shows the disk")
    }
    return .ok(.diskSpace, "\(free) are free for a run")
  }

  /// Each request in flight holds a connection and an image.
  private var openFiles: Finding {
    let needed = 2 * concurrency + Self.own
    guard openFileLimit >= UInt64(needed) else {
      return .failed(
        .openFiles, "the limit of open files is `\(openFileLimit)`, and concurrency \(concurrency) needs \(needed)",
        hint: "`ulimit -n \(needed)` before the run, or a lower `--concurrency`")
    }
    let limit = openFileLimit > 1 << 32 ? "unlimited" : String(openFileLimit)
    return .ok(.openFiles, "the limit of open files is \(limit), enough for concurrency \(concurrency)")
  }

  /// Optional: without them, what must be prepared is not sent.
  private var imageTools: Finding {
    guard let vips = tools.vips else {
      return .skipped(
        .imageTools, "no `vips`: only images that go out as they are can be sent; \(ConverterTools.installation)")
    }
    let turning = tools.jpegtran.map { ", jpegtran \($0.version) turns JPEGs without loss" } ?? ", and no `jpegtran`"
    let jpeg2000 = tools.readsJPEG2000 ? "" : "; JPEG 2000 needs libvips 8.16"
    return .ok(.imageTools, "vips \(vips.version) prepares images\(turning)\(jpeg2000)")
  }

  private static func size(_ bytes: UInt64) -> String {
    bytes >= 1 << 30 ? "\(bytes >> 30) GiB" : "\(bytes >> 20) MiB"
  }
}
