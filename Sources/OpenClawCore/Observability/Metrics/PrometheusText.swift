// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension MetricsRegistry {
    /// The `Content-Type` of ``prometheusText()``.
    public static var prometheusContentType: String { "text/plain; version=0.0.4; charset=utf-8" }

    /// All metrics at this moment in the text format of Prometheus, version 0.0.4.
    public func prometheusText() -> [UInt8] {
        PrometheusText.encode(snapshots())
    }
}

/// The text format of Prometheus, version 0.0.4.
enum PrometheusText {
    static func encode(_ snapshots: [MetricSnapshot]) -> [UInt8] {
        var text = ""
        for snapshot in snapshots {
            text += "# HELP \(snapshot.name) \(escape(snapshot.help, quotes: false))\n"
            text += "# TYPE \(snapshot.name) \(snapshot.kind.rawValue)\n"
            for sample in snapshot.samples {
                text += sample.name
                if !sample.labels.isEmpty {
                    text += "{"
                    text += sample.labels.map { "\($0.name)=\"\(escape($0.value, quotes: true))\"" }.joined(separator: ",")
                    text += "}"
                }
                text += " \(number(sample.value))\n"
            }
        }
        return Array(text.utf8)
    }

    /// A number as Prometheus reads it: whole ones without a point.
    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
        if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return whole.description }
        return value.description
    }

    private static func escape(_ text: String, quotes: Bool) -> String {
        guard text.utf8.contains(where: { $0 == 0x5C || $0 == 0x0A || ($0 == 0x22 && quotes) }) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
