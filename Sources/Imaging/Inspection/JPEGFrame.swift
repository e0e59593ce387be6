/// A JPEG's frame header (T.81, B.2.2).
struct JPEGFrame {
  struct Component {
    let id: UInt8
    /// Sampling factors, 1 to 4.
    let horizontal: Int
    let vertical: Int
    let quantization: Int
  }

  let size: PixelSize
  let precision: Int
  let components: [Component]
  let isProgressive: Bool
  /// Baseline, extended sequential or progressive with Huffman coding: what every decoder takes.
  let isUsual: Bool

  init(_ marker: UInt8, _ content: ArraySlice<UInt8>) throws(ImageDamage) {
    let bytes = Array(content)
    guard bytes.count >= 6, bytes.count == 6 + 3 * Int(bytes[5]) else {
      throw ImageDamage.damaged("has a frame header of \(bytes.count) bytes")
    }
    precision = Int(bytes[0])
    size = PixelSize(width: ByteOrder.big.number(bytes[3..<5]), height: ByteOrder.big.number(bytes[1..<3]))
    components = (0..<Int(bytes[5])).map { index in
      let part = bytes[(6 + 3 * index)..<(9 + 3 * index)]
      let factors = part[part.startIndex + 1]
      return Component(
        id: part[part.startIndex], horizontal: Int(factors >> 4), vertical: Int(factors & 0xF),
        quantization: Int(part[part.startIndex + 2]))
    }
    isProgressive = marker == 0xC2
    // Colours of one number are told apart by decoders in ways of their own.
    isUsual = marker <= 0xC2 && Set(components.map(\.id)).count == components.count
    let isPossible = components.allSatisfy { (1...4).contains($0.horizontal) && (1...4).contains($0.vertical) }
    let isPrecise = precision == 8 || precision == 12 || !isUsual
    guard isPossible, isPrecise, size.width > 0, size.height > 0, (1...4).contains(components.count) else {
      throw ImageDamage.damaged("has an impossible frame header")
    }
  }

  private var most: (horizontal: Int, vertical: Int) {
    (components.map(\.horizontal).max() ?? 1, components.map(\.vertical).max() ?? 1)
  }

  /// The smallest piece that is coded for itself, in pixels; a single component is coded block by block.
  var unit: PixelSize {
    guard components.count > 1 else { return PixelSize(width: 8, height: 8) }
    return PixelSize(width: 8 * most.horizontal, height: 8 * most.vertical)
  }

  /// Blocks of 8 x 8 samples of a component.
  func blocks(_ component: Component) -> Int {
    let width = (size.width * component.horizontal + most.horizontal - 1) / most.horizontal
    let height = (size.height * component.vertical + most.vertical - 1) / most.vertical
    return ((width + 7) / 8) * ((height + 7) / 8)
  }

  /// Pieces coded for themselves in a scan of these components.
  func units(_ scanned: [Component]) -> Int {
    if scanned.count == 1 { return blocks(scanned[0]) }
    return ((size.width + unit.width - 1) / unit.width) * ((size.height + unit.height - 1) / unit.height)
  }
}

/// The tables that a JPEG has defined so far.
struct JPEGTables {
  /// Class and number of each Huffman table, in one byte as in the file.
  private(set) var huffman: Set<UInt8> = []
  private(set) var quantization: Set<Int> = []
  /// In coded units; 0 for none.
  var restartInterval = 0

  mutating func takeHuffman(_ content: ArraySlice<UInt8>) throws(ImageDamage) {
    var rest = content
    while let id = rest.popFirst() {
      let counts = rest.prefix(16)
      rest = rest.dropFirst(16)
      let symbols = counts.reduce(0) { $0 + Int($1) }
      guard id & 0xEF < 4, counts.count == 16, symbols <= 256, rest.count >= symbols, Self.isCode(counts) else {
        throw ImageDamage.damaged("has an impossible Huffman table")
      }
      rest = rest.dropFirst(symbols)
      huffman.insert(id)
    }
  }

  /// Whether there are bit patterns enough for so many codes of each length.
  private static func isCode(_ counts: ArraySlice<UInt8>) -> Bool {
    var code = 0
    for (length, count) in counts.enumerated() {
      code += Int(count)
      if code > 1 << (length + 1) { return false }
      code <<= 1
    }
    return true
  }

  mutating func takeQuantization(_ content: ArraySlice<UInt8>) throws(ImageDamage) {
    var rest = content
    while let id = rest.popFirst() {
      let length = id >> 4 == 0 ? 64 : 128
      guard id & 0xF < 4, id >> 4 < 2, rest.count >= length else {
        throw ImageDamage.damaged("has an impossible quantization table")
      }
      rest = rest.dropFirst(length)
      quantization.insert(Int(id & 0xF))
    }
  }
}
