public import OpenRouter

/// One place in which two snapshots differ.
public struct SnapshotDifference: Sendable, Equatable, CustomStringConvertible {
  /// `dependencies.swift-log`.
  public let place: String
  /// Nil where the snapshot has no such member.
  public let left: String?
  public let right: String?

  public var description: String {
    switch (left, right) {
    case (let left?, let right?): "\(place): \(left) → \(right)"
    case (let left?, nil): "\(place): only in the first: \(left)"
    case (nil, let right?): "\(place): only in the second: \(right)"
    case (nil, nil): place
    }
  }

  /// Everything in which two snapshots differ, member by member. The time of writing, and which start it was, are no
  /// difference.
  public static func between(_ left: JSONValue, _ right: JSONValue) -> [SnapshotDifference] {
    compare(left, right, at: "").filter { !["timestamp", "start"].contains($0.place) }
  }

  private static func compare(_ left: JSONValue, _ right: JSONValue, at place: String) -> [SnapshotDifference] {
    guard let leftMembers = left.members, let rightMembers = right.members else {
      return left == right ? [] : [SnapshotDifference(place: place, left: left.text, right: right.text)]
    }
    let names =
      leftMembers.map(\.name)
      + rightMembers.map(\.name).filter { name in
        !leftMembers.contains { $0.name == name }
      }
    return names.flatMap { name -> [SnapshotDifference] in
      let inner = place.isEmpty ? name : "\(place).\(name)"
      let pair = (leftMembers.last { $0.name == name }?.value, rightMembers.last { $0.name == name }?.value)
      if let left = pair.0, let right = pair.1 { return compare(left, right, at: inner) }
      return [SnapshotDifference(place: inner, left: pair.0?.text, right: pair.1?.text)]
    }
  }
}
