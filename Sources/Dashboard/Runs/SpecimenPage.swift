internal import Extraction
internal import OpenRouter

/// One page of specimens, read from the run's file.
struct SpecimenPage: Sendable {
  private let query: SpecimenQuery
  private let matches: Int
  private let counts: (all: Int, failed: Int, low: Int)
  private let records: [SpecimenRecord]
  private let input: String?

  /// - Parameter numbers: the images on the page.
  init(
    folder: String, input: String?, query: SpecimenQuery, index: borrowing SpecimenIndex, numbers: [Int], matches: Int
  ) {
    self.query = query
    self.matches = matches
    self.input = input
    counts = index.tally(below: query.threshold)
    let file = RecordFile(path: folder + "/raw.jsonl")
    var records: [SpecimenRecord] = []
    for number in numbers {
      let entry = index.entries[number]
      records.append(
        SpecimenRecord(
          number: number, image: index.names[number],
          record: file?.record(at: entry.offset, length: Int(entry.length))))
    }
    self.records = records
  }

  /// Looks at the images too, so not to be asked for under a lock.
  var json: JSONValue {
    let images = ImageFolder(input)
    return [
      "matches": JSONValue(matches), "page": JSONValue(min(query.page, query.pages(of: matches))),
      "pages": JSONValue(query.pages(of: matches)), "size": JSONValue(query.pageSize),
      "first": JSONValue(query.range(of: matches).lowerBound + 1), "all": JSONValue(counts.all),
      "failed": JSONValue(counts.failed), "low": JSONValue(counts.low), "below": JSONValue(Int(query.threshold)),
      "specimens": .array(records.map { $0.json(thumbnail: Thumbnail.json(images.open($0.image.text))) }),
    ]
  }
}
