public import Extraction

/// What a field is by its annotations.
public struct FieldReview: Sendable, Equatable {
  /// The last annotation that decides about the field: it accepts, replaces or flags.
  public let decision: Annotation
  /// The last one that gives the field a value: a flag asks somebody to look, and takes nothing back.
  public let valued: Annotation?
  /// What another reviewer had decided last, where that is something else.
  public let conflict: Annotation?

  public var isFlagged: Bool { decision.action == .flag }

  /// The value; nil for a field that is only flagged.
  public var value: String? { valued?.value }
}

/// All annotations of a run, and what follows from them.
public struct ReviewLedger: Sendable {
  private var byImage: [SpecimenName: [Annotation]] = [:]
  private var ids: Set<String> = []
  private var withdrawn: Set<String> = []
  /// In the order of the file.
  public private(set) var images: [SpecimenName] = []
  public private(set) var count = 0

  public init() {}

  public var isEmpty: Bool { count == 0 }

  /// - Parameter annotation: the next one of the file. One that stands there twice counts once.
  public mutating func add(_ annotation: Annotation) {
    guard ids.insert(annotation.id).inserted else { return }
    count += 1
    if case .withdraw(let id) = annotation.action { withdrawn.insert(id) }
    if byImage[annotation.image] == nil { images.append(annotation.image) }
    byImage[annotation.image, default: []].append(annotation)
  }

  public func contains(id: String) -> Bool { ids.contains(id) }

  /// Those that were neither withdrawn nor are themselves withdrawals, in the order in which they were made.
  public func annotations(of image: SpecimenName) -> [Annotation] {
    (byImage[image] ?? []).filter { annotation in
      if case .withdraw = annotation.action { return false }
      return !withdrawn.contains(annotation.id)
    }
  }

  /// The decided fields of a record, by term. Annotations of another answer about the same image do not count.
  public func reviews(of image: SpecimenName, recordSHA256: String) -> [String: FieldReview] {
    var reviews: [String: FieldReview] = [:]
    for annotation in annotations(of: image)
    where annotation.recordSHA256 == recordSHA256 && annotation.action != .comment {
      var conflict = reviews[annotation.term]?.conflict
      if let before = reviews[annotation.term]?.decision, before.reviewer != annotation.reviewer { conflict = before }
      if let other = conflict, other.reviewer == annotation.reviewer || Self.agree(other, annotation) { conflict = nil }
      reviews[annotation.term] = FieldReview(
        decision: annotation, valued: annotation.action == .flag ? reviews[annotation.term]?.valued : annotation,
        conflict: conflict)
    }
    return reviews
  }

  private static func agree(_ one: Annotation, _ other: Annotation) -> Bool {
    one.value == other.value && (one.action == .flag) == (other.action == .flag)
  }

  /// Annotations that were made of an earlier answer about this image; they are shown, and applied to nothing.
  public func stale(of image: SpecimenName, recordSHA256: String) -> [Annotation] {
    annotations(of: image).filter { $0.recordSHA256 != recordSHA256 }
  }

  /// The remarks on a field, oldest first.
  public func comments(of image: SpecimenName, term: String) -> [Annotation] {
    annotations(of: image).filter { $0.term == term && $0.comment != nil }
  }

  /// What undoing would take back: the last annotation of this reviewer on the image.
  public func last(by reviewer: Reviewer, on image: SpecimenName) -> Annotation? {
    annotations(of: image).last { $0.reviewer == reviewer }
  }

  /// When this reviewer made annotations, as ISO 8601, oldest first; for the pace.
  public func times(by reviewer: Reviewer) -> [String] {
    byImage.values.flatMap { $0 }.filter { $0.reviewer == reviewer }.map(\.created).sorted()
  }

  /// Everything, in the order of images and within each of time: for lists and tables.
  public var all: [Annotation] { images.flatMap { annotations(of: $0) } }
}
