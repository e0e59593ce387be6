public import Imaging
internal import SystemLayer

/// What the images of a plan need before they can be sent, told by a look at each.
public struct ImageSurvey: Sendable {
  public private(set) var untouched = 0
  public private(set) var turned = 0
  public private(set) var converted = 0
  /// Of those that need a program: the number for each need, and the first image.
  private var needs: [Need: Needing] = [:]
  /// Images that will not be sent, in the order of the plan.
  public private(set) var refusals: [(image: SpecimenName, refusal: ImageRefusal)] = []
  /// Wider than high, without a tag that turns them.
  public private(set) var wideUntagged = 0
  /// Sizes of those that will be sent, upright, before they are made smaller.
  public private(set) var sizes: [PixelSize: Int] = [:]
  /// Images with the bytes of another: their numbers in the plan, and the other's name.
  public private(set) var duplicates: [Int: SpecimenName] = [:]
  /// Files that hold more than one frame or page, of which the first is sent.
  public private(set) var severalFrames = 0

  private enum Need { case turn, conversion, jpeg2000 }

  private struct Needing {
    var count = 0
    let firstImage: SpecimenName
    let treatment: Treatment
  }

  /// Something that images need and this machine lacks.
  public struct Obstacle: Sendable {
    public let failure: PreparationFailure
    public let count: Int
    public let firstImage: SpecimenName
  }

  public var needsPrograms: Bool { !needs.isEmpty }

  /// What these programs cannot do; the greatest number first.
  public func obstacles(_ tools: ConverterTools) -> [Obstacle] {
    needs.values.compactMap { needing in
      tools.obstacle(to: needing.treatment).map {
        Obstacle(failure: $0, count: needing.count, firstImage: needing.firstImage)
      }
    }
    .sorted { ($0.count, $1.firstImage) > ($1.count, $0.firstImage) }
  }

  public var total: Int { untouched + turned + converted + refusals.count }

  /// - Parameters:
  ///   - records: of earlier starts.
  ///   - depth: a look at the headers alone finds no damage.
  ///   - most: images looked at.
  public init(
    _ plan: RunPlan, in input: String, settings: PreparationSettings, records: RecordIndex,
    depth: ImageInspection.Depth, most: Int = .max
  ) {
    var search = DuplicateSearch()
    for number in plan.todo.prefix(most) {
      let specimen = plan.specimens[number]
      do throws(ImageRefusal) {
        let file = try specimen.open(in: input)
        search.add(number, byteCount: file.count)
        count(specimen, try file.inspect(name: specimen.name.text, depth: depth), file.count, settings)
      } catch { refusals.append((specimen.name, error)) }
    }
    duplicates = search.duplicates(plan, in: input, records)
  }

  private mutating func count(
    _ specimen: Specimen, _ inspection: ImageInspection, _ bytes: Int, _ settings: PreparationSettings
  ) {
    let treatment = Treatment(inspection, byteCount: bytes, settings: settings)
    switch treatment {
    case .untouched: untouched += 1
    case .turned:
      turned += 1
      note(.turn, specimen, treatment)
    case .converted(let conversion):
      converted += 1
      note(conversion.isJPEG2000 ? .jpeg2000 : .conversion, specimen, treatment)
    case .refused(let failure): return refusals.append((specimen.name, ImageRefusal(failure)))
    }
    let facts = inspection.facts
    if facts.frames > 1 { severalFrames += 1 }
    guard let size = settings.upright(facts) else { return }
    sizes[size, default: 0] += 1
    if size.width > size.height, (facts.orientation ?? 1) == 1, settings.rotation == .auto { wideUntagged += 1 }
  }

  private mutating func note(_ need: Need, _ specimen: Specimen, _ treatment: Treatment) {
    needs[need, default: Needing(firstImage: specimen.name, treatment: treatment)].count += 1
  }

  /// Tokens of all images that will be sent, at a long side.
  public func tokens(_ model: VisionModel, longSide: Int?) -> Int {
    sizes.reduce(0) { $0 + model.tokens($1.key.fitting(longSide ?? .max)) * $1.value }
  }
}
