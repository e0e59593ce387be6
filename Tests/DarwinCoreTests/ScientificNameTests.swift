import DarwinCore
import Foundation
import Testing

@Suite struct ScientificNameTests {
  /// 1,500 names of a public checklist, with the answers of GBIF's parser; see the table's head.
  @Test func `99 of 100 names have the genus, the epithets and the rank that GBIF's parser finds`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Tables/plant-names.tsv")
    let rows = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n").dropFirst(3)
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    var same = 0
    for row in rows {
      let name = ScientificName(row[0])
      let parts = [
        name?.genus ?? name?.uninomial ?? "", name?.specificEpithet ?? "", name?.infraspecificEpithet ?? "",
        name?.rank ?? "",
      ]
      same += parts == Array(row.dropFirst()) ? 1 : 0
      let words = name?.fullName.split(separator: " ") ?? []
      #expect(!words.contains { ["cf.", "aff.", "?", "[?]"].contains($0) }, "\(row[0])")
    }
    #expect(rows.count == 1500)
    #expect(same * 1000 >= rows.count * 995, "\(same) of \(rows.count)")
  }

  @Test(arguments: [
    ("Carex cf. nigra (L.) Reichard", "Carex nigra (L.) Reichard", "cf."), ("Betula ?nana L.", "Betula nana L.", "?"),
    ("Carex nigra? (L.) Reichard", "Carex nigra (L.) Reichard", "?"), ("Poa aff. annua L.", "Poa annua L.", "aff."),
    ("cf. Carex nigra", "Carex nigra", "cf."),
    ("Rosa canina L. var. cf. dumalis Bechst.", "Rosa canina L. var. dumalis Bechst.", "cf."),
  ])
  func `a qualifier is kept out of the name`(text: String, fullName: String, qualifier: String) {
    let name = ScientificName(text)
    #expect(name?.fullName == fullName)
    #expect(name?.qualifier == qualifier)
  }

  @Test(arguments: [
    ("Campanula rotundifolia L.", "Campanula rotundifolia", "species", "L."),
    ("Carex nigra (L.) Reichard var. juncea (Fr.) Hyl.", "Carex nigra var. juncea", "variety", "(Fr.) Hyl."),
    ("Carex nigra (L.) Reichard subsp. nigra", "Carex nigra subsp. nigra", "subspecies", "(L.) Reichard"),
    ("×Agropogon littoralis (Sm.) C.E. Hubb.", "Agropogon littoralis", "species", "(Sm.) C.E. Hubb."),
    ("Ilex aquifolium L. f.", "Ilex aquifolium", "species", "L. f."),
    ("Viola odorata L. f. alba Lange", "Viola odorata f. alba", "form", "Lange"),
    ("CAREX AQUATILIS Wahlenb.", "Carex aquatilis", "species", "Wahlenb."), ("Poaceae", "Poaceae", "family", ""),
    ("Carex sp.", "Carex", "genus", ""),
    ("Bromus hordeaceus auct. non L.", "Bromus hordeaceus", "species", ""),
    ("Festuca rubra L. s.l.", "Festuca rubra", "species", "L."),
    ("Carex subg. Vignea Peterm.", "Carex subg. Vignea", "subgenus", "Peterm."),
    ("Carex acu[?]a L.", "Carex", "genus", ""),
  ])
  func `a name is taken to pieces`(text: String, canonical: String, rank: String, authorship: String) {
    let name = ScientificName(text)
    #expect(name?.canonicalName == canonical)
    #expect(name?.rank == rank)
    #expect(name?.authorship == authorship)
  }

  @Test(arguments: ["Salix alba × fragilis", "Salix alba L. x S. fragilis L."])
  func `a hybrid formula is one, and gives no epithet`(text: String) {
    let name = ScientificName(text)
    #expect(name?.isHybridFormula == true)
    #expect(name?.specificEpithet == nil)
  }

  @Test(arguments: ["", " ", "?", "[?]", "unknown plant", "12", "l.", "×", "x", "(L.)", "\u{0}", "'", "Ab"])
  func `what is no name gives none, and no text breaks it`(text: String) { #expect(ScientificName(text) == nil) }
}
