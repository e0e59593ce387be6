/// Handles between two exchanges: as many as were once in flight together. The one used last is taken first, for what it
/// holds is nearest to the processor.
final class IdleHandles {
  private var handles: [EasyHandle] = []

  /// A handle for exchanges of `kind`; nil where none waits. Those of another kind are given up: nearly all exchanges of
  /// an engine are alike.
  func take(_ kind: EasyHandle.Kind) -> EasyHandle? {
    while let handle = handles.popLast() {
      if handle.kind == kind { return handle }
      handle.close()
    }
    return nil
  }

  func give(_ handle: EasyHandle) { handles.append(handle) }

  func close() {
    for handle in handles { handle.close() }
    handles = []
  }
}
