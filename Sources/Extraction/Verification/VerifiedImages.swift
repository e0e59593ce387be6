internal import OpenRouter
internal import SystemLayer

/// A run's records held against the images of its input folder.
struct VerifiedImages {
  private let folder: String
  private let input: String?
  private let ledger: VerificationLedger
  private let latest: JSONValue?
  /// Why the images cannot be looked at.
  private let obstacle: String?
  private let plan: RunPlan?
  private let selection: RunPlan.Selection
  private let listFailure: String?

  init(_ run: RunVerifier) {
    (folder, input, ledger, latest) = (run.folder, run.input, run.ledger, run.snapshots.last)
    (selection, listFailure) = Self.selection(latest, input: input ?? "")
    obstacle =
      switch input {
      case nil: "no snapshot names the input folder"
      case let input? where !FilePath(input).exists:
        "the input folder `\(input)` is gone; where it was moved, say so with `--input`"
      default: nil
      }
    guard obstacle == nil, let input else {
      plan = nil
      return
    }
    plan = RunPlan(input: input, runFolder: run.folder, selection: selection, records: run.ledger.standing)
  }

  /// What the latest start selected.
  private static func selection(_ latest: JSONValue?, input: String) -> (RunPlan.Selection, String?) {
    let parameters = latest?["parameters"]
    var (selection, failure) = RunPlan.Selection.recorded(parameters, input: input)
    selection.offset = parameters?["offset"]?.count ?? 0
    selection.limit = parameters?["limit"]?.count
    selection.shard = parameters?["shard"]?.string.flatMap { Shard($0) }
    return (selection, failure)
  }

  private var isPartial: Bool {
    selection.limit != nil || selection.offset > 0 || selection.filter != GlobFilter() || selection.list != nil
  }

  var claim: String {
    isPartial ? "every image that was selected has its record" : "every image of the input has its record"
  }

  /// Images without a record, and what keeps them from being known.
  var incomplete: [String] {
    guard let plan, let input else { return obstacle.map { [$0] } ?? [] }
    let missing = unrecorded(plan.specimens, in: plan).map { "`\($0)` has no record" }
    let known = latest?["input"]?["known"]?.count
    let gone = plan.missing(from: input, ledger.standing, earlier: known).unrecorded
    return plan.unreadable + (listFailure.map { [$0] } ?? []) + missing
      + (gone > 0 ? ["gone, and without a record: \(Plural.of(gone, "image")) that the run has known"] : [])
  }

  /// By its bytes; or by its letters, where no other image has them: a copy of the folder may have changed its form.
  private func unrecorded(_ specimens: [Specimen], in plan: RunPlan) -> [SpecimenName] {
    let letters = Set(ledger.images.map(\.text))
    return specimens.map(\.name).filter { name in
      guard letters.contains(name.text) else { return true }
      return !ledger.images.contains(name) && specimens.count { $0.name.text == name.text } > 1
    }
  }

  /// What is left undone by choice, and what the walk would not enter.
  var remarks: [String] {
    guard let plan else { return [] }
    let selected = Set(plan.specimens.map(\.name))
    let rest = unrecorded(plan.all, in: plan).filter { !selected.contains($0) }
    let failures = selected.count { ledger.images.contains($0) && ledger.standing.entries[$0]?.isSuccess == false }
    let (were, have) = rest.count == 1 ? ("was", "has") : ("were", "have")
    let left =
      "\(Plural.of(rest.count, "image")) \(were) not selected and \(have) no record: `herbx resume \(folder.shellWord) --all`"
    return (rest.isEmpty ? [] : [left])
      + (failures > 0 ? ["failures among the records: \(failures)"] : []) + plan.remarks
  }

  /// Images that are others than those of their records, and those that are gone.
  var changed: [String] {
    guard let plan, let input else { return obstacle.map { [$0] } ?? [] }
    let hashes = plan.all.compactMap { specimen -> String? in
      guard let success = ledger.lastSuccess[specimen.name] else { return nil }
      guard let recorded = success.sha256 else { return "`\(specimen.name)`: its record has no SHA-256" }
      do {
        let hash = try ImageFile(path: specimen.path(in: input)).hashOfContent()
        return hash == recorded ? nil : "`\(specimen.name)` has changed since it was extracted"
      } catch {
        return "`\(specimen.name)`: \(error)"
      }
    }
    return hashes + plan.missing(from: input, ledger.standing, earlier: nil).names.map { "`\($0)` is gone" }
  }
}
