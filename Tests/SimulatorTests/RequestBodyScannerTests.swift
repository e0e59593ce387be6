import Foundation
import OpenRouter
import Testing

@testable import Simulator

@Suite("Reading a request body without keeping its images")
struct RequestBodyScannerTests {
  private func scan(_ body: [UInt8], pieces: Int) -> (skeleton: String, images: [SimulatedImage], sha256: String) {
    var scanner = RequestBodyScanner()
    for start in stride(from: 0, to: body.count, by: pieces) {
      scanner.feed(body[start..<min(start + pieces, body.count)])
    }
    let digest = scanner.finish()
    return (String(decoding: scanner.skeleton, as: UTF8.self), scanner.images, digest)
  }

  @Test("in pieces of any size the same is read", arguments: [1, 2, 3, 5, 7, 64, 4096, 1_000_000])
  func pieces(size: Int) throws {
    let image = [UInt8].image(3, count: 5000)
    let body = Question(image: image, mediaType: "image/png").bytes
    let scanned = scan(body, pieces: size)
    #expect(
      scanned.images == [
        SimulatedImage(mediaType: "image/png", sha256: ContentHash.hex(of: image), count: image.count)
      ])
    #expect(scanned.sha256 == ContentHash.hex(of: body))
    let url = try JSONParser.parse(Array(scanned.skeleton.utf8))["messages"]?[0]?["content"]?[1]?["image_url"]?["url"]
    #expect(url == "data:image/png;base64,#0")
  }

  @Test("two images are two")
  func twoImages() {
    let parts = [1, 2].map { "\"data:image/gif;base64,\(Data([UInt8].image($0)).base64EncodedString())\"" }
    let scanned = scan(Array("[\(parts[0]),\(parts[1])]".utf8), pieces: 100)
    #expect(scanned.images.map(\.sha256) == [1, 2].map { ContentHash.hex(of: .image($0)) })
    #expect(scanned.skeleton == #"["data:image/gif;base64,#0","data:image/gif;base64,#1"]"#)
  }

  @Test("slashes may be escaped, in the type and in the data")
  func escapedSlashes() {
    let image = [UInt8](repeating: 0xFF, count: 30)
    let data = Data(image).base64EncodedString().replacing("/", with: "\\/")
    let scanned = scan(Array(#"["data:image\/jpeg;base64,\#(data)"]"#.utf8), pieces: 7)
    #expect(scanned.images == [SimulatedImage(mediaType: "image/jpeg", sha256: ContentHash.hex(of: image), count: 30)])
  }

  @Test(
    "what is no data URL stays as it is",
    arguments: [
      #"{"a":"say \"data:image/png;base64,AAAA\" twice"}"#, #"{"data:":1}"#, #"["data:text,hello, world"]"#,
      #"["data:"]"#, #"["dat"#, #"""#, "", #"["data:\#(String(repeating: "x", count: 300));base64,AAAA"]"#,
    ])
  func noDataURL(text: String) {
    for size in [1, 4, 1000] {
      let scanned = scan(Array(text.utf8), pieces: size)
      #expect(scanned.skeleton == text)
      #expect(scanned.images.isEmpty)
    }
  }

  @Test("data that is no Base64 is noticed", arguments: ["AAA", "A*==", "", "AAAA=AAA", "ÄÖ=="])
  func badData(data: String) {
    for size in [1, 3, 1000] {
      let scanned = scan(Array(#"["data:image/png;base64,\#(data)"]"#.utf8), pieces: size)
      #expect(scanned.images.map(\.isDecodable) == [false])
    }
  }

  @Test("a body that ends within an image is no JSON, and its image is incomplete or shorter")
  func tornBody() {
    let body = Question(image: .image(1)).bytes
    let scanned = scan(Array(body.prefix(body.count / 2)), pieces: 100)
    #expect((try? JSONParser.parse(Array(scanned.skeleton.utf8))) == nil)
    #expect(scanned.images.first?.sha256 != ContentHash.hex(of: .image(1)))
  }
}
