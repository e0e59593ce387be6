/// A failure told to a person: what it is, what happened where, what to do next.
public protocol ExplainedError: Error, CustomStringConvertible {
  /// A fixed short word that a program can branch on.
  var kindName: String { get }
  /// One sentence that names the value; never a secret.
  var message: String { get }
  /// The next step; nil where there is none.
  var hint: String? { get }
}

extension ExplainedError {
  public var description: String { hint.map { "\(message)\nhint: \($0)" } ?? message }
}
