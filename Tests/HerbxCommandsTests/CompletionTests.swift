import Foundation
import Keys
import TestSupport
import Testing

/// Tab in the shells themselves, in a terminal.
@Suite("completion", .enabled(if: HerbxProcess.has("tmux"), "tmux is not installed"), .endsHanging)
struct CompletionTests {
  enum Shell: String, CaseIterable, Sendable {
    case bash, zsh, fish

    /// The shell without anybody's settings.
    var command: String {
      switch self {
      case .bash: "bash --norc --noprofile -i"
      case .zsh: "zsh -f -i"
      case .fish: "fish --no-config"
      }
    }

    /// - Parameter folder: where the completion script lies, under the name that the shell looks for.
    func settings(_ folder: String) -> String {
      let program = (HerbxProcess.binary as NSString).deletingLastPathComponent
      return switch self {
      case .bash: "export HERBX_KEYS_FILE=\(folder)/k; PATH=\(program):$PATH; cd \(folder); . ./script; PS1='rea''dy '"
      case .zsh:
        "export HERBX_KEYS_FILE=\(folder)/k; PATH=\(program):$PATH; cd \(folder); fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D; PS1='rea''dy '"
      case .fish:
        "set -x HERBX_KEYS_FILE \(folder)/k; set PATH \(program) $PATH; cd \(folder); source script; function fish_prompt; echo -n 'rea''dy '; end"
      }
    }
  }

  private static let installed = Shell.allCases.filter { HerbxProcess.has($0.rawValue) }

  @Test(
    "paths, runs, models, faults, hashes of keys, values and commands are completed in bash, zsh and fish",
    arguments: installed)
  func tab(shell: Shell) async throws {
    let folder = try TemporaryFolder()
    try folder.write("sheets/a.jpg", "")
    try folder.write("runs/first/raw.jsonl", "")
    try folder.write("prompt.txt", "")
    try KeyLedger(of: KeyFile(path: folder.path("k"))).record(
      .init(
        hash: "0f1e2d3c4b5a69788796", name: "n", limit: "15.00", made: "2025-10-10T22:33:36.123Z", why: "spent",
        run: nil,
        key: "sk-or-v1-0123...", keySHA256: nil))
    let script = try await HerbxProcess.run(["--generate-completion-script", shell.rawValue], home: folder).output
    try folder.write(shell == .zsh ? "_herbx" : "script", script)
    let terminal = TmuxTerminal(folder: folder)
    try await terminal.open(shell.command, columns: 200)
    try await terminal.type(shell.settings(folder.path))
    try await terminal.press("Enter")
    try await terminal.wait(for: "ready")
    for (typed, completed) in [
      ("extract --input she", "extract --input sheets/"), ("status ru", "status runs/"),
      ("extract --output ru", "runs/"),
      ("extract --user-prompt pro", "--user-prompt prompt.txt"), ("budget show --run ru", "--run runs/"),
      ("extract --model qwen-vl-72b-f", "--model qwen-vl-72b-free"), ("simulator --fault key-d", "--fault key-dies"),
      ("keys revoke 0f1", "keys revoke 0f1e2d3c4b5a6978"), ("extract --progress pl", "--progress plain"),
      ("keys prov", "keys provision"), ("ver", "verify"),
    ] {
      try await terminal.type("herbx \(typed)")
      try await terminal.press("Tab")
      try await terminal.wait(for: completed)
      try await terminal.press("C-u")
    }
    try await terminal.tmux("kill-server")
  }
}
