enum PageFiles {
  static let script: [UInt8] = PackageResources.page_js
}
