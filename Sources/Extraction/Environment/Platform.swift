internal import OpenRouter
public import SystemLayer

/// The machine that a run was made on.
public typealias Platform = MachineInformation

extension MachineInformation {
  var json: JSONValue {
    [
      "system": .string(system), "machine": .string(machine), "host": .string(host),
      "processors": JSONValue(processors),
    ]
  }
}
