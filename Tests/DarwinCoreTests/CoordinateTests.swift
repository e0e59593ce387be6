import DarwinCore
import Testing

@Suite struct CoordinateTests {
  @Test(arguments: [
    ("53°21'N 105°47'W", 53.35, -105.783333), ("N 53° 21.5' W 105° 47.25'", 53.358333, -105.7875),
    ("53.35, -105.7833", 53.35, -105.7833), ("lat. 53.35 N long. 105.78 W", 53.35, -105.78),
    ("53°21'30\"N, 105°47'15\"W (WGS84)", 53.358333, -105.7875), ("62° 09' 45\" S, 58° 33' 45\" W", -62.1625, -58.5625),
    ("47°30' nördl. Br., 9°15' östl. L.", 47.5, 9.25), ("W 105°47' N 53°21'", 53.35, -105.783333),
    ("55°45′ с.ш. 37°37′ в.д.", 55.75, 37.616667), ("52°30' NB, 4°54' OL", 52.5, 4.9),
    ("46,33 S; 51,87 E", -46.33, 51.87),
  ])
  func `degrees in any spelling become a point`(text: String, latitude: Double, longitude: Double) {
    let point = CoordinateReading(verbatim: text).coordinates
    #expect(point == Coordinates(latitude: latitude, longitude: longitude))
  }

  @Test(arguments: ["2°49'N 131°47'O", "53°21'N 105°47'", "53°21' 105°47'", "12°30'N, 45 O"])
  func `what could be two places is refused`(text: String) { #expect(CoordinateReading(verbatim: text) == .ambiguous) }

  @Test(arguments: [
    ("UTM 13U 456789 5890123", "UTM"), ("13U 0456789 5890123", "UTM"), ("T12N R3W Sec. 4", "TRS"),
    ("Twp. 12, Rge. 3 W2", "TRS"), ("MTB 4512/3", "mtb"), ("48°50' N 2°20' E Paris", "meridian of paris"),
  ])
  func `grids and other meridians are recognised and left`(text: String, system: String) {
    #expect(CoordinateReading(verbatim: text) == .otherSystem(system))
  }

  @Test(arguments: [
    "", "12344", "Regina", "53°61'N 105°47'W", "53°21'N", "+-", "N W", "999999999999999999999999999 N 1 W", "1,2,3,4,5",
  ])
  func `what is none gives none`(text: String) { #expect(CoordinateReading(verbatim: text).coordinates == nil) }

  @Test func `a place outside the globe is none`() {
    #expect(CoordinateReading(verbatim: "95°00'N 105°47'W") == .outOfRange)
    #expect(
      CoordinateReading(latitude: "200", longitude: "30") == .outOfRange
        || CoordinateReading(latitude: "200", longitude: "30") == .none)
  }
}

@Suite struct ElevationTests {
  @Test(arguments: [
    ("545 m", "545", "545"), ("1300-1500 m", "1300", "1500"), ("1300–1500 m", "1300", "1500"),
    ("2,800 ft.", "853", "853"),
    ("5000-6000 feet", "1524", "1829"), ("alt. 1.200 m s.n.m.", "1200", "1200"), ("Alt. 4,500 feet", "1372", "1372"),
    ("ca. 300 m a.s.l.", "300", "300"), ("1500 ft (457 m)", "457", "457"), ("4 m", "4", "4"), ("300' ", "91", "91"),
    ("12.5 m", "12.5", "12.5"), ("300 bis 400 m ü. NN", "300", "400"), ("1 500 m", "1500", "1500"),
    ("-3 m", "-3", "-3"),
  ])
  func `heights become metres`(text: String, minimum: String, maximum: String) {
    let range = MetreRange(verbatim: text)
    #expect(range?.minimumText == minimum)
    #expect(range?.maximumText == maximum)
  }

  @Test(arguments: [
    "545", "", "above 500 m", "m", "500 m, 700 m, 900 m", "high", "15000 m", "1500-1300 m", "12 Fuss", "500? m",
    "200 yards",
  ])
  func `what says no height for certain gives none`(text: String) { #expect(MetreRange(verbatim: text) == nil) }
}
