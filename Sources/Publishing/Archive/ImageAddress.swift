/// Where an image can be had, by its path below the input folder.
struct ImageAddress {
  let address: String
  let mediaType: String

  init(base: String, path: String) {
    let root = base.hasSuffix("/") ? base : base + "/"
    var escaped = ""
    // RFC 3986, 3.3: what a path may hold as it stands.
    for byte in path.utf8 {
      let scalar = Unicode.Scalar(byte)
      let isPlain =
        byte < 0x80
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-._~/!$&'()*+,;=:@".unicodeScalars.contains(scalar))
      escaped += isPlain ? String(scalar) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    address = root + escaped
    switch path.lowercased().split(separator: ".").last {
    case "png": mediaType = "image/png"
    case "tif", "tiff": mediaType = "image/tiff"
    case "webp": mediaType = "image/webp"
    case "gif": mediaType = "image/gif"
    default: mediaType = "image/jpeg"
    }
  }
}
