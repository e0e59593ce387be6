import DarwinCore
import Testing

@Suite struct FilledTermTests {
  @Test func `a term is filled by a value that is no placeholder with a confidence that is not zero`() {
    #expect(FilledTerm.isFilled("country", value: "Canada", confidence: 0.9))
    #expect(FilledTerm.isFilled("country", value: "Canada", confidence: nil))
    #expect(!FilledTerm.isFilled("country", value: "Canada", confidence: 0))
    #expect(!FilledTerm.isFilled("country", value: "not given", confidence: 0.9))
    #expect(!FilledTerm.isFilled("country", value: nil, confidence: 0.9))
    #expect(FilledTerm.isFilled("countryCode", value: "NA", confidence: 0.9))
  }

  @Test(arguments: [95, -1, 1.5, .nan, .infinity, -.infinity])
  func `a confidence outside 0 to 1 is unknown, and does not empty the term`(confidence: Double) {
    #expect(Confidence(confidence) == nil)
    #expect(FilledTerm.isFilled("country", value: "Canada", confidence: confidence))
  }
}
