internal import Extraction
internal import OpenRouter
internal import SystemLayer

/// What a start was asked for, checked, and what its run folder knows. Nothing has been sent; only the run folder was made and
/// locked.
struct RunRequest {
  let basis: StartBasis
  let address: ServiceAddress
  let folder: RunFolder
  let earlier: PreviousRun

  var prompts: PromptSet { basis.prompts }

  /// - Throws: the status for what is missing, not writable, or too little of this machine.
  init(_ options: Extract, _ basis: StartBasis, _ context: CommandContext) async throws {
    self.basis = basis
    try InputFolder.check(options.input)
    try ProcessLimits.check()
    try ProcessLimits.checkFiles()
    address = try options.service.address(context)
    folder = try await LockWait(options.bounds.waitForLock, context).open(options.output)
    earlier = try PreviousRun(folder: folder.path)
    // Before anything is asked of a service.
    if let mixture = earlier.mixture(isSimulated: options.simulate) { throw mixture }
  }

  /// What this start would change of what the run began with, where the flags allow it; nil where nothing differs.
  /// - Throws: the difference, status 64, where they do not.
  func conflict(with options: Extract, model: ModelChoice) throws(CommandFailure) -> CommandFailure? {
    let conflict = earlier.conflict(
      options.identity(model: model.id, prompts, address: address.base), followsInput: basis.followsInput)
    if let conflict, !options.asking.allowChanged { throw conflict }
    return conflict
  }
}
