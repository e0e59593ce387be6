/// The page's own files, as they stand in the binary.
enum PageFiles {
  /// The scripts in the order in which they build on each other.
  static let script: [UInt8] = joined([
    PackageResources.dom_js, PackageResources.format_js, PackageResources.parts_js, PackageResources.chart_js,
    PackageResources.specimen_js, PackageResources.specimens_js, PackageResources.sections_js, PackageResources.run_js,
    PackageResources.overview_js, PackageResources.live_js, PackageResources.report_js, PackageResources.main_js,
  ])

  static let style: [UInt8] = joined([
    PackageResources.base_css, PackageResources.parts_css, PackageResources.specimens_css,
  ])

  /// Of a review's page, which needs `script` and `style` too.
  static let reviewScript: [UInt8] = joined([
    PackageResources.outbox_js, PackageResources.viewer_js, PackageResources.editable_js, PackageResources.sheet_js,
    PackageResources.focus_js, PackageResources.table_js, PackageResources.review_js,
  ])

  static let reviewStyle: [UInt8] = PackageResources.review_css

  static let icon: [UInt8] = PackageResources.icon_svg

  /// The page with what goes into its head and its body's end. The places are comments of their own.
  static func page(head: String, data: String = "") -> String {
    String(decoding: PackageResources.page_html, as: UTF8.self)
      .replacing("<!-- head -->", with: head).replacing("<!-- data -->", with: data)
  }

  private static func joined(_ files: [[UInt8]]) -> [UInt8] {
    Array(files.joined(separator: [UInt8(ascii: "\n")]))
  }
}
