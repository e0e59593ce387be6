import Testing

@testable import Keys

struct ScriptSearchTests {
  private func search(_ variables: [String: String] = [:], executable: String? = nil, files: Set<String> = [])
    -> ScriptSearch
  {
    ScriptSearch(
      variables: variables.merging(["HOME": "/home/u"]) { $1 }, executable: executable, currentFolder: "/here",
      isFile: { files.contains($0) })
  }

  @Test func thePlacesAreTriedInTheirOrder() {
    let installed = search(executable: "/opt/herbx/bin/herbx").candidates(flag: nil)
    #expect(
      installed == [
        "/opt/herbx/share/herbx/provision-openrouter-key.sh", "/here/scripts/provision-openrouter-key.sh",
        "/home/u/devvyn-meta-project/scripts/provision-openrouter-key.sh",
      ])
    let built = search(executable: "/src/herbx/.build/x86_64-unknown-linux-gnu/debug/herbx").candidates(flag: nil)
    #expect(built.contains("/src/herbx/scripts/provision-openrouter-key.sh"))
    #expect(built.last == "/home/u/devvyn-meta-project/scripts/provision-openrouter-key.sh")
  }

  @Test(
    "the one that is named is the only candidate",
    arguments: [
      ("/f.sh", [:], "/f.sh"), ("f.sh", [:], "/here/f.sh"), ("~/f.sh", [:], "/home/u/f.sh"),
      (nil, ["HERBX_PROVISION_SCRIPT": "/e.sh"], "/e.sh"), ("/f.sh", ["HERBX_PROVISION_SCRIPT": "/e.sh"], "/f.sh"),
    ] as [(String?, [String: String], String)])
  func named(_ flag: String?, _ variables: [String: String], _ expected: String) {
    let everywhere: Set = ["/here/scripts/provision-openrouter-key.sh"]
    #expect(search(variables, files: everywhere).find(flag: flag) == .missing([expected]))
    #expect(search(variables, files: everywhere.union([expected])).find(flag: flag) == .found(expected))
  }

  @Test func theFirstThatExistsIsFound() {
    let last = "/home/u/devvyn-meta-project/scripts/provision-openrouter-key.sh"
    #expect(search(files: [last]).find() == .found(last))
    #expect(search(files: [last, "/here/scripts/provision-openrouter-key.sh"]).find() != .found(last))
    #expect(search().find() == .missing(["/here/scripts/provision-openrouter-key.sh", last]))
  }
}
