import Dispatch
import Imaging
import OpenRouter
import SystemLayer
import TestSupport
import Testing
import Transfer

@testable import Extraction

@Suite("a service that answers before it has heard all")
struct EarlyAnswerTests {
  /// Answers at once, and reads nothing.
  private struct Hasty: Transferring {
    func send(_ request: TransferRequest) async throws(TransferError) -> TransferReply {
      let content = #"{\"country\":{\"value\":\"Chile\",\"confidence\":1}}"#
      let body = #"{"id":"gen-1","choices":[{"message":{"content":""# + content + #""},"finish_reason":"stop"}]}"#
      return TransferReply(status: 200, body: Array(body.utf8))
    }
  }

  private struct OneKey: KeySource {
    let key: APIKey

    func lease() async throws -> KeyLease { KeyLease(key: key, generation: 1) }
    func finished(_ lease: KeyLease, served: Bool, cost: Money?) async {}
    func report(_ refusal: KeyRefusal, of lease: KeyLease) async throws -> KeyReplacement { .stillValid }
  }

  /// The only file of a folder, as a run sees it.
  private func input(_ folder: TemporaryFolder, _ readers: FileReaders = FileReaders()) -> (RunPlan, InputReader) {
    let plan = RunPlan(
      input: folder.path, runFolder: "/nowhere", selection: RunPlan.Selection(), records: RecordIndex())
    let preparer = ImagePreparer(settings: PreparationSettings(), tools: ConverterTools())
    return (
      plan, InputReader(root: folder.path, plan: plan, readers: readers, preparer: preparer, ahead: 0, keeping: 0)
    )
  }

  @Test("gives a success that says of which image it is all the same", arguments: [400, 400_000])
  func hashed(size: Int) async throws {
    let folder = try TemporaryFolder()
    let bytes = TinyImage.jpeg(1, size: size)
    try folder.write("sheet.jpg", bytes)
    let (plan, input) = input(folder)
    let template = ChatTemplate(
      model: "m", systemPrompt: "s", userPrompt: "u", terms: [DarwinCoreTerm("country", "d")], format: .jsonObject)
    let client = OpenRouterClient(
      address: .official, transfer: Hasty(), keys: OneKey(key: try #require(APIKey("sk-or-v1-0123456789"))))
    let extractor = SpecimenExtractor(input: input, template: template, client: client)
    let result = await extractor.extract(0, named: try #require(plan.specimens.first?.name))
    #expect(result.isSuccess)
    #expect(result.sentFile?.sha256 == ContentHash.hex(of: bytes))
    #expect(result.image == nil, "a result that waits holds no open file")
  }

  @Test("a file whose opening was given up says nothing against itself, and something against its folder")
  func givenUp() async throws {
    let folder = try TemporaryFolder()
    try folder.write("sheet.jpg", TinyImage.jpeg(1))
    let readers = FileReaders(threads: 1)
    let (_, input) = input(folder, readers)
    let goOn = DispatchSemaphore(value: 0)
    let stuck = Task { try await readers.run { goOn.wait() } }
    let opening = Task { () -> SchedulerOutcome? in
      do throws(ImageRefusal) { _ = try await input.open(0) } catch { return await input.judge(error) }
      return nil
    }
    opening.cancel()
    guard case .inputUnreadable(_, isFolderGone: true) = await opening.value else {
      Issue.record("\(String(describing: await opening.value))")
      goOn.signal()
      return
    }
    goOn.signal()
    try await stuck.value
  }
}
