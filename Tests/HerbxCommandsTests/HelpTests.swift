import ArgumentParser
import OpenRouter
import Testing

@testable import HerbxCommands

@Suite("help and completion")
struct HelpTests {
  private static let dump: [JSONValue] = {
    func all(_ command: JSONValue) -> [JSONValue] {
      [command] + (command["subcommands"]?.array ?? []).filter { $0["commandName"] != "help" }.flatMap(all)
    }
    return all((try? JSONParser.parse(Array(Herbx._dumpHelp().utf8)))?["command"] ?? [:])
  }()

  @Test("every command that does something has examples, and herbx takes each of them")
  func examples() throws {
    var count = 0
    for command in Self.dump where (command["subcommands"]?.array ?? []).isEmpty {
      let lines = (command["discussion"]?.string ?? "").split(separator: "\n").filter { $0.hasPrefix("  herbx ") }
      #expect(!lines.isEmpty, "\(command["commandName"]?.string ?? "") has no example")
      for line in lines {
        count += 1
        #expect(line.count < 80, "a terminal would break: \(line)")
        let words = line.split(separator: " ").dropFirst().prefix { $0 != ">" }.map(String.init)
        #expect(throws: Never.self, "\(line)") { try Herbx.parseAsRoot(words) }
      }
    }
    #expect(count > 15)
  }

  @Test("a shell completes every option and argument that takes a path, a run or a model")
  func paths() {
    var count = 0
    for command in Self.dump {
      for argument in command["arguments"]?.array ?? [] {
        guard let value = argument["valueName"]?.string,
          ["dir", "run", "file", "path", "alias|id", "a", "b"].contains(value)
        else { continue }
        count += 1
        #expect(argument["completionKind"] != nil, "<\(value)> of \(command["commandName"]?.string ?? "")")
      }
    }
    #expect(count > 20)
  }
}
