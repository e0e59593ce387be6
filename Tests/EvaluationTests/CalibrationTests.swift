import Testing

@testable import Evaluation

@Suite("Calibration")
struct CalibrationTests {
  /// Ten fields at each tenth of confidence: of those at 0.9 none is wrong, of those at 0.0 nine.
  private var calibration: Calibration {
    var calibration = Calibration()
    for tenth in 0..<10 {
      for field in 0..<10 { calibration.add(confidence: Double(tenth) / 10, isRight: field <= tenth) }
    }
    return calibration
  }

  @Test("each field is in its decile, 1.0 in the last")
  func deciles() {
    var calibration = calibration
    calibration.add(confidence: 1, isRight: true)
    calibration.add(confidence: nil, isRight: false)
    #expect(calibration.deciles.map(\.fields) == [10, 10, 10, 10, 10, 10, 10, 10, 10, 11])
    #expect(calibration.deciles.map(\.wrong) == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
    #expect(calibration.unknown == .init(fields: 1, wrong: 1))
    #expect(calibration.fields == 102)
  }

  @Test("what is accepted from a confidence on, and from which one few enough are wrong")
  func accept() {
    #expect(calibration.accepted(from: 80) == .init(fields: 20, wrong: 1))
    #expect(calibration.accepted(from: 81) == .init(fields: 10, wrong: 0))
    #expect(calibration.threshold(wrongAtMost: 0.05) == 71)
    #expect(calibration.threshold(wrongAtMost: 0) == 81)
    #expect(Calibration().threshold(wrongAtMost: 0.5) == nil)
  }
}
