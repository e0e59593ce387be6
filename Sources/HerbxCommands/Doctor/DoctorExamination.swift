internal import Extraction
internal import Imaging
internal import Keys
internal import OpenRouter
internal import SystemLayer
internal import Transfer

/// Gathers the facts. Asks the service twice at most, for what costs nothing.
struct DoctorExamination {
  let options: DoctorCommand
  let context: CommandContext
  let session: ServiceSession

  /// For each of the two requests: someone waits for the answer.
  private static let patience = Duration.seconds(10)

  func facts() async -> DoctorFacts {
    var service = await askCatalogue()
    let keys = await keyFacts(isReachable: (try? service.answer.get()) != nil)
    service.allowance = FreeAllowance(keys.check)
    return DoctorFacts(
      keys: keys, script: scriptFacts(), service: service, machine: await machineFacts())
  }

  private func askCatalogue() async -> ServiceFacts {
    let request = TransferRequest(
      method: .get, url: session.address.url("/models"), deadline: Self.patience, connectDeadline: Self.patience)
    let began = Timestamp.now()
    let answer: Result<ServiceFacts.Answer, TransferError>
    do throws(TransferError) {
      let reply = try await session.engine.send(request)
      let middle = began.advanced(by: Timestamp.now().duration(since: began) / 2)
      let body = reply.status == 200 ? try? JSONParser.parse(reply.body) : nil
      answer = .success(
        .init(
          status: reply.status, serviceTime: reply.header("Date").flatMap { Timestamp(httpDate: $0) },
          localTime: middle, catalogue: body.flatMap(Catalogue.init)))
    } catch { answer = .failure(error) }
    return ServiceFacts(address: session.address.base, answer: answer, namedModel: options.model)
  }

  private func keyFacts(isReachable: Bool) async -> KeyFacts {
    let file = session.keys.file
    let loaded: Result<LoadedKey, KeyFileError>
    do { loaded = .success(try LoadedKey.load(from: file, variables: context.environment)) } catch {
      loaded = .failure(error)
    }
    var managementFault: KeyFileError?
    do { _ = try ManagementKey.load(variables: context.environment, beside: file) } catch { managementFault = error }
    var check: KeyCheck?
    if isReachable, case .success(let loaded) = loaded {
      try? session.keys.accessLog.record(.check, key: loaded.key)
      check = await AccountClient(address: session.address, transfer: session.engine, deadline: Self.patience)
        .check(loaded.key)
    }
    return KeyFacts(
      path: file.path, fileExists: FilePath(file.path).exists, loaded: loaded, check: check,
      locks: LockFacts(of: FilePath(file.path).followingLinks.folder.string), managementFault: managementFault)
  }

  private func scriptFacts() -> ScriptFacts {
    let finding = ScriptSearch(variables: context.environment).find(flag: options.service.provisionScript)
    var isExecutable = false
    if case .found(let path) = finding { isExecutable = FilePath(path).isRegularFile && FilePath(path).isExecutable }
    return ScriptFacts(
      finding: finding, isExecutable: isExecutable,
      missingTools: ScriptFacts.tools.filter { ProcessInformation.findProgram($0, on: context.value("PATH")) == nil })
  }

  private func machineFacts() async -> MachineFacts {
    let folder = options.output.map(RunPath.plain) ?? "."
    let existing = FilePath(folder).nearestExisting
    return MachineFacts(
      library: TransferLibrary.versions, folder: folder, isWritable: existing.isWritableFolder,
      locks: LockFacts(of: folder),
      freeBytes: FileSystem(at: existing)?.freeBytes, openFileLimit: ProcessInformation.openFileLimit,
      concurrency: options.concurrency, tools: await ConverterTools.find(path: context.value("PATH")))
  }
}
