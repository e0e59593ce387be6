/// Text as it is compared: small letters, those of the Latin script without their marks (`Août` is `aout`). Other scripts
/// keep their letters.
///
/// The marks are those of the Unicode Character Database's canonical decompositions (UAX #44) of U+00C0 to U+024F and
/// U+1E00 to U+1EFF; letters that have none (`ø`, `ß`, `æ`…) are written as libraries file them.
public enum Folding {
  public static func fold(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return String(decoding: text.utf8.map(smallLetter), as: UTF8.self) }
    var folded = ""
    folded.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { append(scalar, to: &folded) }
    return folded
  }

  private static func append(_ scalar: Unicode.Scalar, to folded: inout String) {
    switch scalar.value {
    case 0..<0x80: folded.unicodeScalars.append(Unicode.Scalar(smallLetter(UInt8(scalar.value))))
    case 0x300...0x36F: break  // A mark that stands by itself.
    default: folded += latin[scalar] ?? scalar.properties.lowercaseMapping
    }
  }

  private static func smallLetter(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  /// Each line: what is written, and the letters for which it stands.
  private static let latin: [Unicode.Scalar: String] = {
    var letters: [Unicode.Scalar: String] = [:]
    for line in table.split(separator: "\n") {
      let parts = line.split(separator: " ")
      for scalar in parts[1].unicodeScalars { letters[scalar] = String(parts[0]) }
    }
    return letters
  }()

  private static let table = """
    a ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧḀḁẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ
    ae Ææ
    b ḂḃḄḅḆḇ
    c ÇçĆćĈĉĊċČčḈḉ
    d ÐðĎďĐđḊḋḌḍḎḏḐḑḒḓ
    e ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệ
    f ƑƒḞḟ
    g ĜĝĞğĠġĢģǦǧǴǵḠḡ
    h ĤĥĦħȞȟḢḣḤḥḦḧḨḩḪḫẖ
    i ÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐȈȉȊȋḬḭḮḯỈỉỊị
    ij Ĳĳ
    j Ĵĵǰ
    k ĶķĸǨǩḰḱḲḳḴḵ
    l ĹĺĻļĽľĿŀŁłḶḷḸḹḺḻḼḽ
    m ḾḿṀṁṂṃ
    n ÑñŃńŅņŇňŉŊŋǸǹṄṅṆṇṈṉṊṋ
    o ÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơǑǒǪǫǬǭȌȍȎȏȪȫȬȭȮȯȰȱṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ
    oe Œœ
    p ṔṕṖṗ
    r ŔŕŖŗŘřȐȑȒȓṘṙṚṛṜṝṞṟ
    s ŚśŜŝŞşŠšſȘșṠṡṢṣṤṥṦṧṨṩ
    ss ßẞ
    t ŢţŤťŦŧȚțṪṫṬṭṮṯṰṱẗ
    th Þþ
    u ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜȔȕȖȗṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰự
    v ṼṽṾṿ
    w ŴŵẀẁẂẃẄẅẆẇẈẉẘ
    x ẊẋẌẍ
    y ÝýÿŶŷŸȲȳẎẏẙỲỳỴỵỶỷỸỹ
    z ŹźŻżŽžẐẑẒẓẔẕ
    """
}

extension Folding {
  /// The runs of letters and digits of `text`, folded.
  public static func words(_ text: String) -> [Substring] { runs(fold(text)) }

  /// The runs of letters and digits of a folded text.
  static func runs(_ folded: String) -> [Substring] {
    guard folded.utf8.allSatisfy({ $0 < 0x80 }) else { return folded.split { !$0.isLetter && !$0.isNumber } }
    return folded.utf8.split { byte in
      !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }.map(Substring.init)
  }
}

extension String {
  /// Whether the bytes of `piece` stand anywhere in the text.
  func hasBytes(_ piece: StaticString) -> Bool {
    let count = piece.utf8CodeUnitCount
    var text = self
    return text.withUTF8 { bytes in
      guard bytes.count >= count, count > 0 else { return false }
      let first = unsafe piece.utf8Start[0]
      for start in 0...(bytes.count - count) where unsafe bytes[start] == first {
        var length = 1
        while length < count, unsafe bytes[start + length] == piece.utf8Start[length] { length += 1 }
        if length == count { return true }
      }
      return false
    }
  }
}
