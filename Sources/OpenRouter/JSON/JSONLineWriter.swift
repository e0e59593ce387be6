/// Writes one JSON object as a line of a file, member by member: UTF-8 without blanks, and a newline.
public struct JSONLineWriter: ~Copyable {
  private var writer = JSONWriter(capacity: 4096)
  private var isEmpty = true

  public init() { writer.write(mark: UInt8(ascii: "{")) }

  /// The names are plain ASCII, which needs no escape.
  public mutating func add(_ name: StaticString, _ text: String) {
    begin(name)
    writer.writeString(text)
  }

  public mutating func add(_ name: StaticString, _ number: Int) {
    begin(name)
    writer.write(.number(String(number)))
  }

  public mutating func add(_ name: StaticString, _ value: JSONValue) {
    begin(name)
    writer.write(value)
  }

  public mutating func add(_ name: StaticString, _ object: JSONText) {
    begin(name)
    writer.copy(object.utf8.span)
  }

  /// A member that is itself an object, of what `body` adds.
  public mutating func add(_ name: StaticString, _ body: (inout JSONLineWriter) -> Void) {
    begin(name)
    writer.write(mark: UInt8(ascii: "{"))
    isEmpty = true
    body(&self)
    isEmpty = false
    writer.write(mark: UInt8(ascii: "}"))
  }

  /// The line, with what was added up to now.
  public mutating func end() -> [UInt8] {
    writer.write(mark: UInt8(ascii: "}"))
    writer.write(mark: UInt8(ascii: "\n"))
    return writer.written.array
  }

  private mutating func begin(_ name: StaticString) {
    if !isEmpty { writer.write(mark: UInt8(ascii: ",")) }
    isEmpty = false
    writer.write(name: name)
  }
}
