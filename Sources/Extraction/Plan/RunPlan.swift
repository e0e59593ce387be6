internal import OpenRouter
internal import SystemLayer

/// Which specimens a start of a run has to do.
public struct RunPlan: Sendable {
  /// All that the folder, `--offset` and `--limit` give, in the order of their names.
  public let specimens: [Specimen]
  /// Numbers into `specimens`, in the order of sending.
  public private(set) var todo: [Int] = []
  /// Those with a success on record.
  public private(set) var done = 0
  /// Those with a failure on record that are tried again.
  public private(set) var toRetry = 0
  /// Those with a failure on record that are left alone: by `--no-retry-failed`, or because the answer was paid for.
  public private(set) var leftFailed = 0
  /// Of these, those whose answer was paid for: the same question would buy the same failure.
  public private(set) var leftBilled = 0
  /// Successes whose image has changed since: number into `specimens`, and the SHA-256 of then.
  public private(set) var changed: [Int: String] = [:]
  /// Files that are no specimens are only counted.
  public let passedOver: PassedOver
  /// What the walk would not enter.
  public let remarks: [String]
  /// Folders of which not all entries could be read, in words.
  public let unreadable: [String]
  /// What was found, before `--offset` and `--limit`; each file by one name.
  let all: [Specimen]
  public var found: [SpecimenName] { all.map(\.name) }
  /// Whether nothing was selected. A shard to which no image belongs is well all the same.
  public var isEmpty: Bool { specimens.isEmpty && (all.isEmpty || !isShard) }
  private let isShard: Bool
  /// Records' names that stand for a found image in another Unicode form.
  private let renamed: [SpecimenName: SpecimenName]

  /// What the command line says about which specimens to take.
  public struct Selection: Sendable, Equatable {
    public var offset = 0
    public var limit: Int?
    public var retriesFailed = true
    /// Whether failures that were paid for are asked for again though the question is the same.
    public var retriesBilled = false
    /// What this start asks; nil where it is not known, which leaves what was paid for alone.
    public var question: Question?
    public var filter = GlobFilter()
    /// Only the specimens of this shard; nil for all.
    public var shard: Shard?
    /// In place of a walk of the folder.
    public var list: FileList?

    public init() {}
  }

  /// What a start asks of each image.
  public struct Question: Sendable, Equatable {
    public let model: String
    public let sha256: String
    /// Whether model or prompts are others than in the latest snapshot; for records that do not say what was asked.
    public let hasChanged: Bool

    public init(model: String, sha256: String, hasChanged: Bool) {
      self.model = model
      self.sha256 = sha256
      self.hasChanged = hasChanged
    }

    fileprivate func wasAsked(_ failure: RecordIndex.BilledFailure) -> Bool {
      failure.question.map { $0 == sha256 } ?? (failure.model == model && !hasChanged)
    }
  }

  /// Walks the folder and holds it against the records.
  /// - Parameters:
  ///   - input: the folder of images.
  ///   - runFolder: left out of the walk.
  ///   - records: what earlier starts of the run recorded.
  public init(input: String, runFolder: String, selection: Selection, records: RecordIndex) {
    var walk = FolderWalk(root: input, skipping: runFolder, filter: selection.filter)
    if selection.list == nil { walk.run() }
    passedOver = walk.passedOver
    unreadable = walk.unreadable
    let named = selection.list?.specimens(in: input, selection.filter) ?? walk.specimens
    let same = SameFiles(among: named, in: input) { records.entries[$0] != nil }
    remarks = walk.remarks + (same.sentence.map { [$0] } ?? [])
    let distinct = same.others.isEmpty ? named : named.filter { same.others[$0.name] == nil }
    (all, isShard) = (distinct, selection.shard != nil)
    let mine = selection.shard.map { shard in distinct.filter { shard.holds($0.name) } } ?? distinct
    let selected = mine.dropFirst(selection.offset)
    specimens = Array(selection.limit.map { selected.prefix($0) } ?? selected)
    renamed = records.renamed(among: all.map(\.name))
    for (number, specimen) in specimens.enumerated() {
      let entry = records.entries[specimen.name] ?? renamed[specimen.name].flatMap { records.entries[$0] }
      sort(number, specimen, input: input, entry: entry, selection)
    }
  }

  private mutating func sort(
    _ number: Int, _ specimen: Specimen, input: String, entry: RecordIndex.Entry?, _ selection: Selection
  ) {
    guard let entry else {
      todo.append(number)
      return
    }
    let hasSuccess = entry.isSuccess || entry.extracted != nil
    let earlier = ImageChange.earlierHash(of: specimen, in: input, recorded: entry)
    if hasSuccess, earlier == nil {
      done += 1
    } else if !entry.isSuccess, !selection.retriesFailed {
      leftFailed += 1
    } else if let billed = entry.billedFailure, earlier == nil, !selection.retriesBilled,
      selection.question?.wasAsked(billed) ?? true
    {
      leftFailed += 1
      leftBilled += 1
    } else {
      // A changed image whose new request failed still stands in for its earlier state.
      if hasSuccess { changed[number] = earlier } else { toRetry += 1 }
      todo.append(number)
    }
  }

  /// Images with a record that are no longer there.
  /// - Parameter earlier: how many an earlier start had found by the same patterns.
  public func missing(from input: String, _ records: RecordIndex, earlier: Int?) -> MissingSpecimens {
    MissingSpecimens(
      of: records.entries.keys, in: input, found: found, renamed: Set(renamed.values), earlier: earlier)
  }

  /// Neither done, nor failed before, nor changed.
  public var new: Int { todo.count - toRetry - changed.count }
}

/// Whether an image is still the one that was extracted.
enum ImageChange {
  /// The recorded SHA-256 where the file's content is another by now; nil where it is the same, is gone, or cannot be
  /// read. Size and time are looked at first: a file with both unchanged is not read.
  static func earlierHash(of specimen: Specimen, in root: String, recorded: RecordIndex.Entry) -> String? {
    guard let extracted = recorded.extracted else { return nil }
    guard let file = try? ImageFile(path: specimen.path(in: root)) else { return nil }
    if extracted.isUntouched(bytes: file.count, modified: file.modified) { return nil }
    guard let hash = try? file.hashOfContent(), hash != extracted.sha256 else { return nil }
    return extracted.sha256
  }
}

extension Specimen {
  /// The image, open for sending.
  func open(in root: String) throws(ImageRefusal) -> ImageFile {
    switch obstacle {
    case .danglingLink: throw ImageRefusal(.danglingLink, "the link leads to no file")
    case .missing: throw ImageRefusal(.unreadable, "the list names it, and it is not there")
    case .notAFile: throw ImageRefusal(.notAFile, "this is no ordinary file")
    case nil: return try ImageFile(path: path(in: root))
    }
  }

  /// Where the file stands, as the system takes it.
  func path(in root: String) -> FilePath { FilePath(root).appending(bytes: rawPath ?? Array(name.text.utf8)) }
}
