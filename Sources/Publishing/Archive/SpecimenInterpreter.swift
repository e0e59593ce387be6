internal import DarwinCore
internal import Extraction

/// A record with all that is known of it, interpreted.
struct InterpretedSpecimen {
  let record: RecordView
  let interpretation: Interpretation
  let curated: CuratedRecord
  private let confidences: [String: Double]

  /// - Parameter minimumConfidence: values of which the model says to be less sure do not go out, nor does anything
  ///   derived from them; those of unknown confidence do. They still speak against others: what goes out, goes out without
  ///   a bound, too.
  init(_ record: RecordView, curated: CuratedRecord, dataset: DatasetValues, minimumConfidence: Double?) {
    self.record = record
    self.curated = curated
    let fields = record.fields
    confidences = Dictionary(fields.compactMap { field in field.confidence.map { (field.term, $0.fraction) } }) {
      _, last in last
    }
    let curatedTexts = curated.values.mapValues(\.text)
    func interpretation(of fields: [RecordField]) -> Interpretation {
      let read = fields.compactMap { field in field.text.map { (field.term, $0) } }
      return Interpretation(
        read: Dictionary(read) { _, last in last }, curated: curatedTexts, dataset: dataset)
    }
    var all = interpretation(of: fields)
    if let minimumConfidence {
      let sure = interpretation(of: fields.filter { $0.confidence.map { $0.fraction >= minimumConfidence } ?? true })
      // GBIF takes no record without a name: where its own is not sure, the family's stands in.
      all.values = sure.values.filter { $0.rule == .higherTaxon || all[$0.term] == $0.text }
    }
    self.interpretation = all
  }

  /// The model's confidence in the term on which a value rests.
  func confidence(of value: Interpretation.Value) -> Double? { confidences[value.basis ?? value.term] }

  /// The annotation on which a value rests, where one does.
  func annotation(of value: Interpretation.Value) -> String? {
    (curated.values[value.term] ?? value.basis.flatMap { curated.values[$0] })?.annotation
  }
}
