internal import Extraction
internal import OpenRouter

/// How the runs stand, in Prometheus' text form.
/// Source: https://prometheus.io/docs/instrumenting/exposition_formats/, version 0.0.4.
enum Metrics {
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  private struct Metric: Sendable {
    let name: String
    let help: String
    var type = "gauge"
    /// With further labels; nothing for a run of which it is not known.
    let samples: @Sendable (RunStatus) -> [(labels: String, value: String)]
  }

  private static let all: [Metric] = [
    Metric(name: "herbx_specimens", help: "Specimens of the run, by how they stand.") { status in
      [("done", status.done), ("failed", status.failed), ("open", status.open)].map { state, count in
        (#",state="\#(state)""#, String(count))
      }
    },
    one("herbx_running", "1 while a process works on the run.") { $0.isRunning ? "1" : "0" },
    one("herbx_waiting", "1 while a running run waits for the service or its input.") {
      $0.isRunning && $0.outage != nil ? "1" : "0"
    },
    one("herbx_cost_usd", "US dollars, by the records.") { $0.cost.isUnknown ? "NaN" : $0.cost.total.digits },
    one("herbx_cost_wasted_usd", "US dollars of it for answers that became no record.") { $0.cost.wasted.digits },
    one("herbx_records_per_minute", "Records a minute.") { $0.ratePerMinute.map { String($0) } },
    one("herbx_key_rotations_total", "Keys that were replaced.", type: "counter") { String($0.rotations) },
    one("herbx_throttled_total", "Times that the run slowed down.", type: "counter") { String($0.throttled) },
  ]

  private static func one(
    _ name: String, _ help: String, type: String = "gauge", _ value: @escaping @Sendable (RunStatus) -> String?
  ) -> Metric {
    Metric(name: name, help: help, type: type) { status in value(status).map { [("", $0)] } ?? [] }
  }

  static func text(_ runs: [(name: String, status: RunStatus)]) -> String {
    var lines: [String] = []
    for metric in all {
      let samples = runs.flatMap { run in
        metric.samples(run.status).map { "\(metric.name){run=\"\(escaped(run.name))\"\($0.labels)} \($0.value)" }
      }
      guard !samples.isEmpty else { continue }
      lines += ["# HELP \(metric.name) \(metric.help)", "# TYPE \(metric.name) \(metric.type)"] + samples
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func escaped(_ label: String) -> String {
    label.map { letter in
      switch letter {
      case "\\": "\\\\"
      case "\"": "\\\""
      case "\n": "\\n"
      default: String(letter)
      }
    }.joined()
  }
}
