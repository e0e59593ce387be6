/// What makes a picture, known before it is made: the same file and the same recipe give the same bytes on one kind of
/// processor.
public struct PreparationRecipe: Sendable, Equatable {
  /// As records and pages name it.
  public let name: String
  /// The program with its version, and all that it is told.
  public let key: String
  /// Of the result.
  let size: PixelSize
}

extension ImageConverter {
  /// Nil where nothing is made, or the program is not there.
  public func recipe(for treatment: Treatment) -> PreparationRecipe? {
    switch treatment {
    case .untouched, .refused: nil
    case .turned(let turn, let conversion):
      tools.jpegtran.map { recipe($0, turn, conversion) } ?? recipe(for: .converted(conversion))
    case .converted(let conversion):
      tools.vips.map { tool in
        let name = conversion.recipe(tool: "vips-\(tool.version)")
        return PreparationRecipe(name: name, key: "\(name) \(conversion.calls())", size: conversion.size)
      }
    }
  }

  func recipe(_ jpegtran: ConverterTools.Tool, _ turn: Turn, _ conversion: Conversion) -> PreparationRecipe {
    let name = "jpegtran-\(jpegtran.version) \(turn.name)"
    return PreparationRecipe(name: name, key: "\(name) \(turn.losslessArguments)", size: conversion.size)
  }
}
