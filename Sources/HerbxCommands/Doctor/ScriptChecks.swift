internal import Keys
internal import OpenRouter
internal import SystemLayer

extension ScriptFacts {
  /// - Parameter managementFault: why there is no management key; nil where there is one.
  func findings(managementFault: KeyFileError?) -> [Finding] {
    [script, executable, tools, management(managementFault)]
  }

  private var script: Finding {
    switch finding {
    case .found(let path): .ok(.provisionScript, "the provisioning script is `\(path)`")
    case .missing(let places):
      .failed(
        .provisionScript, "no provisioning script at " + places.map { "`\($0)`" }.joined(separator: ", "),
        hint: "install herbx with its script, or name the script with `--provision-script` or HERBX_PROVISION_SCRIPT")
    }
  }

  private var executable: Finding {
    guard case .found(let path) = finding else {
      return .skipped(.scriptExecutable, "whether the provisioning script can be started: there is none")
    }
    if isExecutable { return .ok(.scriptExecutable, "the provisioning script may be started") }
    return .failed(
      .scriptExecutable, "the provisioning script `\(path)` may not be started", hint: "chmod +x \(path.shellWord)")
  }

  private var tools: Finding {
    guard isOurs else { return .skipped(.scriptTools, "what the provisioning script needs: it is not herbx's own") }
    guard !missingTools.isEmpty else {
      return .ok(.scriptTools, "the provisioning script's needs are there: \(Self.tools.joined(separator: ", "))")
    }
    let names = missingTools.map { "`\($0)`" }.joined(separator: ", ")
    return .failed(
      .scriptTools, "the provisioning script needs \(names), not found on the PATH",
      hint: "sudo apt-get install \(missingTools.joined(separator: " "))")
  }

  /// A script of another's making may get its keys from elsewhere.
  private func management(_ fault: KeyFileError?) -> Finding {
    guard let fault else { return .ok(.managementKey, "there is a management key (not shown)") }
    if fault.kind == .missing, case .found = finding, !isOurs {
      return .skipped(.managementKey, "the management key: there is none, and the script may not need one")
    }
    return .failed(.managementKey, fault)
  }
}
