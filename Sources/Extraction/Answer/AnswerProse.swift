/// What the words around the JSON of an answer say about it.
enum AnswerProse {
  private static let counting: Set<String> = [
    "another", "second", "other", "next", "also", "2", "3", "4", "two", "ii", "iii", "b", "c", "third",
  ]
  private static let nouns: Set<String> = [
    "specimen", "sheet", "plant", "individual", "organism", "gathering", "collection", "exemplar", "beleg", "pflanze",
    "spécimen", "planche", "ejemplar", "record", "entry", "label", "object",
  ]
  private static let correcting: Set<String> = [
    "correct", "corrected", "correction", "final", "instead", "revised", "revision", "again", "mistake", "actually",
    "reconsider", "rather", "wait", "attempt", "improved", "updated", "reflection", "sorry", "fixed", "better",
  ]
  private static let joining: Set<String> = ["and", "und", "et", "y", "e", "json", "plus"]

  /// Whether two records with `gap` between them are two specimens': nothing stands there, or words that count. Other
  /// words correct the first.
  static func separatesSpecimens(_ gap: String) -> Bool {
    let words = Set(self.words(gap))
    return words.filter { Int($0) == nil }.isSubset(of: joining) || countsSpecimens(gap)
  }

  /// Whether the words name a further specimen: `Specimen 2:`.
  static func countsSpecimens(_ gap: String) -> Bool {
    let words = Set(self.words(gap))
    return words.isDisjoint(with: correcting) && !words.isDisjoint(with: counting) && !words.isDisjoint(with: nouns)
  }

  /// Whether the JSON between is an example that a refusal quotes: `the format is {…} but I cannot read this image`.
  static func isExample(before: String, after: String) -> Bool {
    let announces = ["format", "example", "schema", "template", "would look like", "should look like", "such as"]
    let refuses = [
      "cannot", "can't", "can’t", "unable", "not able", "sorry", "no image", "could not", "couldn't", "impossible",
    ]
    let (front, back) = (before.suffix(600), after.prefix(400))
    let (words, asked) = (plain(front + " " + back), plain(front))
    if noImage.contains(where: { words.contains($0) }) || wantsImage.contains(where: { asked.contains($0) }) {
      return true
    }
    let near = before.suffix(160).lowercased()
    let all = near + " " + after.prefix(240).lowercased()
    return announces.contains { near.contains($0) } && refuses.contains { all.contains($0) }
  }

  private static func plain(_ text: some StringProtocol) -> String {
    text.lowercased().replacing("’", with: "'").replacing("do not ", with: "don't ").replacing(
      "cannot ", with: "can't ")
  }

  /// Said where a model has seen no sheet: whatever JSON stands beside it is made up.
  private static let noImage = [
    "don't see any image", "don't see an image", "don't see the image", "don't see any attach", "no image attached",
    "no image was", "no image provided", "there is no picture", "there is no image", "no picture was",
    "image did not load",
    "image didn't load", "image could not be loaded", "image failed to load", "unable to view the image",
    "unable to see the image", "unable to access the image", "can't view the image", "can't see the image",
    "can't access the image", "can't view images", "can't see images", "kein bild sehen", "das bild nicht sehen",
    "no veo ninguna imagen", "no puedo ver la imagen", "ne vois aucune image",
  ]

  /// Before an answer they ask for the sheet; behind it a better picture may be wished for.
  private static let wantsImage = [
    "please upload", "please attach", "please provide the image", "please provide an image",
    "please provide the herbarium",
    "please share the image", "once uploaded", "once you upload", "suba la imagen",
  ]

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
