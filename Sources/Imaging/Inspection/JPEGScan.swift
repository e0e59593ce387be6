/// A JPEG's scan header (T.81, B.2.3), held against the frame and the tables.
struct JPEGScan {
  let components: Set<UInt8>
  /// What the data hold at least, in bits: no block is coded in less.
  let leastBits: Int
  /// Restart marks among the data; nil where the number does not follow from the header.
  let restarts: Int?

  init(_ header: [UInt8], _ frame: JPEGFrame, _ tables: JPEGTables) throws(ImageDamage) {
    guard let count = header.first.map(Int.init), (1...4).contains(count), header.count == 4 + 2 * count else {
      throw ImageDamage.damaged("has a scan header of \(header.count) bytes")
    }
    var scanned: [JPEGFrame.Component] = []
    for index in 0..<count {
      let (id, selectors) = (header[1 + 2 * index], header[2 + 2 * index])
      guard let component = frame.components.first(where: { $0.id == id }) else {
        throw ImageDamage.damaged("has a scan of a colour that it does not have")
      }
      try Self.check(
        component, selectors, frame, tables, spectrum: (header[header.count - 3], header[header.count - 2]))
      scanned.append(component)
    }
    components = Set(scanned.map(\.id))
    let blocks = scanned.reduce(0) { $0 + frame.blocks($1) }
    leastBits = try Self.leastBits(Array(header.suffix(3)), blocks: blocks, frame)
    let interval = tables.restartInterval
    restarts = frame.isUsual && interval > 0 ? (frame.units(scanned) + interval - 1) / interval - 1 : nil
  }

  /// The tables that the component is decoded with are there.
  private static func check(
    _ component: JPEGFrame.Component, _ selectors: UInt8, _ frame: JPEGFrame, _ tables: JPEGTables,
    spectrum: (start: UInt8, end: UInt8)
  ) throws(ImageDamage) {
    guard frame.isUsual, !tables.huffman.isEmpty else { return }
    guard tables.quantization.contains(component.quantization) else {
      throw ImageDamage.damaged("lacks a quantization table")
    }
    let needsDC = !frame.isProgressive || spectrum.start == 0
    let needsAC = !frame.isProgressive || spectrum.end > 0
    guard !needsDC || tables.huffman.contains(selectors >> 4) || frame.isProgressive,
      !needsAC || tables.huffman.contains(0x10 | selectors & 0xF)
    else { throw ImageDamage.damaged("lacks a Huffman table") }
  }

  /// Sequential: a code for each block's mean and one for its end. Progressive: a bit for each mean; ends of blocks
  /// are counted in runs.
  private static func leastBits(_ ending: [UInt8], blocks: Int, _ frame: JPEGFrame) throws(ImageDamage) -> Int {
    guard frame.isUsual else { return 0 }
    guard frame.isProgressive else { return 2 * blocks }
    let (start, end) = (ending[0], ending[1])
    guard start <= end, end < 64, (start == 0) == (end == 0), ending[2] & 0xF <= 13 else {
      throw ImageDamage.damaged("has an impossible progressive scan")
    }
    return start == 0 ? blocks : 0
  }
}
