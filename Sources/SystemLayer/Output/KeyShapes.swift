/// Cuts what looks like a key: also one that this process has never seen.
enum KeyShapes {
  /// Every key of the service begins so; behind `v1-` and twelve characters nothing more is shown.
  private static let marker = Array("sk-or-".utf8)
  private static let version = Array("v1-".utf8)
  private static let shown = 12

  static func mask(_ text: [UInt8]) -> [UInt8] {
    var edits: [Edit] = []
    var position = 0
    while let marked = place(of: marker, in: text.span, from: position) {
      var start = marked + marker.count
      if text[start...].starts(with: version) { start += version.count }
      let end = text[start...].firstIndex { !isKeyByte($0) } ?? text.count
      if end - start > shown { edits.append(Edit((start + shown)..<end, Edit.ellipsis)) }
      position = end
    }
    return edits.isEmpty ? text : Edit.apply(edits, to: text)
  }

  private static func place(of needle: [UInt8], in text: Span<UInt8>, from start: Int) -> Int? {
    guard let first = needle.first else { return nil }
    var position = start
    while let hit = text.firstIndex(of: first, from: position) {
      guard hit + needle.count <= text.count else { return nil }
      if needle.indices.allSatisfy({ text[hit + $0] == needle[$0] }) { return hit }
      position = hit + 1
    }
    return nil
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_": true
    default: false
    }
  }
}
