internal import OpenRouter
internal import SystemLayer

extension RunPlan.Selection {
  /// Which files count as specimens, as `environment.json` and `run.json` have it.
  /// - Returns: also why the list of files cannot be read; nil where it can, or where there is none.
  static func recorded(_ patterns: JSONValue?, input: String) -> (RunPlan.Selection, failure: String?) {
    func globs(_ name: String) -> [Glob] { (patterns?[name]?.array ?? []).compactMap(\.string).map(Glob.init) }
    var selection = RunPlan.Selection()
    (selection.filter.include, selection.filter.exclude) = (globs("include"), globs("exclude"))
    guard let list = patterns?["files_from"]?.string else { return (selection, nil) }
    do throws(FileList.Failure) { selection.list = try FileList(FilePath(list), input: input) } catch {
      return (selection, error.message)
    }
    return (selection, nil)
  }
}
