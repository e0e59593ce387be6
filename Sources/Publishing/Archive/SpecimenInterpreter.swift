internal import DarwinCore
internal import Extraction

/// A record with all that is known of it, interpreted.
struct InterpretedSpecimen {
  let record: RecordView
  let interpretation: Interpretation
  let curated: CuratedRecord
  private let confidences: [String: Double]

  /// - Parameter minimumConfidence: values of which the model says to be less sure are not used, nor is anything derived
  ///   from them; those of unknown confidence are.
  init(_ record: RecordView, curated: CuratedRecord, dataset: DatasetValues, minimumConfidence: Double?) {
    self.record = record
    self.curated = curated
    let fields = record.fields
    confidences = Dictionary(fields.compactMap { field in field.confidence.map { (field.term, $0.fraction) } }) {
      _, last in last
    }
    var read: [String: String] = [:]
    for field in fields {
      guard let text = field.text else { continue }
      if let minimumConfidence, let confidence = field.confidence?.fraction, confidence < minimumConfidence { continue }
      read[field.term] = text
    }
    interpretation = Interpretation(read: read, curated: curated.values.mapValues(\.text), dataset: dataset)
  }

  /// The model's confidence in the term on which a value rests.
  func confidence(of value: Interpretation.Value) -> Double? { confidences[value.basis ?? value.term] }

  /// The annotation on which a value rests, where one does.
  func annotation(of value: Interpretation.Value) -> String? {
    (curated.values[value.term] ?? value.basis.flatMap { curated.values[$0] })?.annotation
  }
}
