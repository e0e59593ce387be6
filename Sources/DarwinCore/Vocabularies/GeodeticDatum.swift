/// Codes of the EPSG registry (https://epsg.org) for geographic coordinates in degrees: the reference systems, datums and
/// ellipsoids that stand on labels or in collections.
public enum GeodeticDatum {
  /// `EPSG:4326`, or what BDQ takes for one: `not recorded`.
  public static func isStandard(_ text: String) -> Bool {
    if text == "not recorded" { return true }
    guard text.hasPrefix("EPSG:"), let code = Int(text.dropFirst(5)) else { return false }
    return systems.values.contains(code) || datumsAndEllipsoids.contains(code)
  }

  /// The code of the system that `text` names; nil where it names none.
  public static func code(of text: String) -> String? {
    if isStandard(text) { return text }
    let key = Folding.words(text).joined()
    if key.hasPrefix("epsg"), let code = Int(key.dropFirst(4)),
      systems.values.contains(code) || datumsAndEllipsoids.contains(code)
    {
      return "EPSG:\(code)"
    }
    return systems[key].map { "EPSG:\($0)" }
  }

  private static let systems: [String: Int] = [
    "wgs84": 4326, "wgs1984": 4326, "worldgeodeticsystem1984": 4326, "wgs72": 4322, "nad27": 4267, "nad1927": 4267,
    "northamericandatum1927": 4267, "nad83": 4269, "nad1983": 4269, "northamericandatum1983": 4269, "nad83csrs": 4617,
    "ed50": 4230, "europeandatum1950": 4230, "etrs89": 4258, "etrf89": 4258, "agd66": 4202, "agd84": 4203,
    "gda94": 4283,
    "gda2020": 7844, "nzgd49": 4272, "nzgd2000": 4167, "dhdn": 4314, "osgb36": 4277, "ntf": 4275, "rgf93": 4171,
    "sad69": 4618,
    "psad56": 4248, "sirgas2000": 4674, "tokyo": 4301, "jgd2000": 4612, "jgd2011": 6668, "pulkovo1942": 4284,
    "s42": 4179,
    "ch1903": 4149, "cape": 4222, "hartebeesthoek94": 4148, "beijing1954": 4214, "cgcs2000": 4490, "xian1980": 4610,
    "sweref99": 4619, "rt90": 4124, "kkj": 4123, "arc1960": 4210, "indian1975": 4240, "puertorico": 4139,
    "oldhawaiian": 4135,
    "bogota1975": 4218, "chuaastro": 4224, "corregoalegre": 4225, "camacupa": 4220, "adindan": 4201,
    "hongkong1980": 4611,
  ]

  private static let datumsAndEllipsoids: Set<Int> = [
    6326, 6322, 6267, 6269, 6230, 6258, 6202, 6203, 6283, 1168, 6272, 6167, 6314, 6277, 6275, 6171, 6618, 6248, 6674,
    6301,
    6284, 6179, 6149, 6222, 6148, 6214, 6610, 7030, 7019, 7008, 7022, 7001, 7004, 7024, 7003, 7012, 7015, 7043,
  ]
}
