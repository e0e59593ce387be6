/// What becomes of a file before it is sent: decided by its facts and the settings alone.
public enum Treatment: Sendable, Equatable {
  /// Its own bytes are sent.
  case untouched
  /// A JPEG that only lies on its side: turned without loss, or made anew where that cannot be had.
  case turned(Turn, orElse: Conversion)
  case converted(Conversion)
  case refused(PreparationFailure)

  /// - Parameter byteCount: of the file.
  public init(_ inspection: ImageInspection, byteCount: Int, settings: PreparationSettings) {
    let facts = inspection.facts
    if let refusal = Self.refusal(inspection, settings) {
      self = .refused(refusal)
    } else if settings.sendsOriginals, facts.isTakenByServices {
      self = byteCount <= PreparationSettings.largestSent ? .untouched : .refused(.tooManyBytes(byteCount))
    } else if let size = facts.size {
      self = Self.choose(facts, size, byteCount: byteCount, settings)
    } else {
      self = .refused(.unsupported(facts.format))
    }
  }

  private static func choose(
    _ facts: ImageFacts, _ size: PixelSize, byteCount: Int, _ settings: PreparationSettings
  ) -> Treatment {
    let turn = settings.turn(for: facts)
    let mostBytes = settings.longSide == nil ? PreparationSettings.largestSent : PreparationSettings.largestUntouched
    let fits = size.longSide <= settings.longSide ?? .max && byteCount <= mostBytes
    let conversion = Conversion(facts, size, turn: turn, settings)
    guard fits, facts.isPlain, !settings.removesTag(of: facts) else { return .converted(conversion) }
    if turn == .none { return .untouched }
    let isLossless = facts.jpegUnit.map { turn.isLossless(size, unit: $0) } ?? false
    return isLossless ? .turned(turn, orElse: conversion) : .converted(conversion)
  }

  private static func refusal(_ inspection: ImageInspection, _ settings: PreparationSettings) -> PreparationFailure? {
    let format = inspection.facts.format
    switch format {
    case .cameraRaw, .pdf, .otherImage, .noImage: return .unsupported(format)
    default: break
    }
    if let damage = inspection.damage { return .broken(format, damage) }
    if let misreading = inspection.facts.misreading { return .misread(format, misreading) }
    guard let size = inspection.facts.size, size.pixels > settings.mostPixels else { return nil }
    return .tooManyPixels(size, most: settings.mostPixels)
  }
}

extension ImageFacts {
  /// The types that all services take.
  var isTakenByServices: Bool { [.jpeg, .png, .webp, .gif].contains(format) }

  /// A picture that every model sees as it is stored: 8-bit grey or RGB, one frame, without alpha, whole.
  var isPlain: Bool {
    [.jpeg, .png, .webp].contains(format) && bits == 8 && (colors == .grey || colors == .rgb) && !hasAlpha
      && frames == 1 && doubt == nil
  }
}

extension PreparationSettings {
  /// With `--rotate 0` a tag must not go out either: some services would follow it.
  func removesTag(of facts: ImageFacts) -> Bool { rotation == .none && (facts.orientation ?? 1) != 1 }
}
