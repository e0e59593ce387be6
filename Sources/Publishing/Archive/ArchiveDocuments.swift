internal import DarwinCore

/// `meta.xml`: which files an archive has, and what their columns mean (Darwin Core text guide,
/// http://rs.tdwg.org/dwc/text/).
enum ArchiveDescriptor {
  static func xml(core: ArchiveTable, extensions: [ArchiveTable]) -> String {
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#, #"<archive xmlns="http://rs.tdwg.org/dwc/text/" metadata="eml.xml">"#,
    ]
    lines += table("core", core, firstField: 0)
    for table in extensions { lines += Self.table("extension", table, firstField: 1) }
    return (lines + ["</archive>"]).joined(separator: "\n") + "\n"
  }

  /// - Parameter firstField: the core's identifier is its first column; an extension's first column is the core's.
  private static func table(_ element: String, _ table: ArchiveTable, firstField: Int) -> [String] {
    let attributes =
      #"encoding="UTF-8" fieldsTerminatedBy="\t" linesTerminatedBy="\n" fieldsEnclosedBy="" ignoreHeaderLines="1""#
    let fields = table.columns.enumerated().map { index, column in
      #"    <field index="\#(index + firstField)" term="\#(table.address(of: column))"/>"#
    }
    return [
      #"  <\#(element) \#(attributes) rowType="\#(table.rowType)">"#,
      "    <files><location>\(table.file)</location></files>",
      element == "core" ? #"    <id index="0"/>"# : #"    <coreid index="0"/>"#,
    ] + fields + ["  </\(element)>"]
  }
}

/// `eml.xml`: the dataset's metadata in GBIF's profile of the Ecological Metadata Language.
enum DatasetMetadata {
  static func xml(_ dataset: DatasetFile, published: String) -> String {
    let title = XMLText.escape(dataset[.title])
    let language = XMLText.escape(dataset[.language].isEmpty ? "en" : dataset[.language])
    let identifier = XMLText.escape(dataset[.identifier].isEmpty ? dataset[.title] : dataset[.identifier])
    let licence = dataset.licence ?? ""
    let name = licence.contains("/zero/") ? "CC0 1.0" : licence.contains("/by-nc/") ? "CC BY-NC 4.0" : "CC BY 4.0"
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <eml:eml xmlns:eml="eml://ecoinformatics.org/eml-2.1.1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xsi:schemaLocation="eml://ecoinformatics.org/eml-2.1.1 http://rs.gbif.org/schema/eml-gbif-profile/1.1/eml.xsd" \
      packageId="\(identifier)" system="http://gbif.org" scope="system" xml:lang="\(language)">
        <dataset>
      \(dataset[.identifier].isEmpty ? "" : "    <alternateIdentifier>\(identifier)</alternateIdentifier>\n")\
          <title xml:lang="\(language)">\(title)</title>
      \(party("creator", dataset.contact))
      \(party("metadataProvider", dataset.contact))
          <pubDate>\(XMLText.escape(published))</pubDate>
          <language>\(language)</language>
          <abstract><para>\(XMLText.escape(dataset[.description]))</para></abstract>
          <intellectualRights><para>This work is licensed under \
      <ulink url="\(XMLText.escape(licence))"><citetitle>\(name)</citetitle></ulink>.</para></intellectualRights>
      \(party("contact", dataset.contact))
        </dataset>
      </eml:eml>

      """
  }

  private static func party(_ element: String, _ contact: DatasetFile.Contact) -> String {
    var lines = ["    <\(element)>"]
    if !contact.surName.isEmpty {
      let given = contact.givenName.isEmpty ? "" : "<givenName>\(XMLText.escape(contact.givenName))</givenName>"
      lines.append(
        "      <individualName>\(given)<surName>\(XMLText.escape(contact.surName))</surName></individualName>")
    }
    if !contact.organization.isEmpty {
      lines.append("      <organizationName>\(XMLText.escape(contact.organization))</organizationName>")
    }
    if !contact.email.isEmpty {
      lines.append("      <electronicMailAddress>\(XMLText.escape(contact.email))</electronicMailAddress>")
    }
    if !contact.userID.isEmpty {
      lines.append("      <userId directory=\"https://orcid.org/\">\(XMLText.escape(contact.userID))</userId>")
    }
    return (lines + ["    </\(element)>"]).joined(separator: "\n")
  }
}

enum XMLText {
  static func escape(_ text: String) -> String {
    var escaped = ""
    for scalar in Cell.clean(text).unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
