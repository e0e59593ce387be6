/// Counts answers that hold no completion and look alike: a page of a portal, or a form that herbx does not know, comes to
/// every specimen, and each may be billed.
struct RepeatedAnswer: Equatable {
  /// So many in a row stop the run.
  static let limit = 3

  private var likeness: String?
  private var count = 0

  /// - Returns: why the run must stop, with the last of so many.
  mutating func count(_ reply: SchedulerReply) -> StopReason? {
    // What never came to an answer says nothing about answers.
    if reply.likeness == nil, case .failure(wasRequested: false) = reply.outcome { return nil }
    count = reply.likeness == likeness && likeness != nil ? count + 1 : 1
    likeness = reply.likeness
    guard let likeness, count == Self.limit else { return nil }
    return StopReason(
      .needsOperator, kind: "unreadable_answers",
      message: "\(count) answers in a row held no completion, all of the same kind: \(likeness)",
      hint:
        "they are kept in raw.jsonl; look whether `--base-url` leads to an OpenAI-compatible service, and whether a "
        + "login page or a proxy stands before it; then start the same command again")
  }
}
