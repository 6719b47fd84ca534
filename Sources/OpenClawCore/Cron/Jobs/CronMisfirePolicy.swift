// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What becomes of slots that passed while the gateway did not run or the job waited after a failure.
public enum CronMisfirePolicy: Sendable, Hashable {
    /// They are left out.
    case skip
    /// The last of them runs; the others are left out.
    case runOnce
    /// The last of them run one after the other, at most so many.
    case runAll(maximum: Int)

    /// The most that ``runAll(maximum:)`` makes up for.
    public static let largestMaximum = 100

    /// How many slots it looks at.
    var count: Int {
        if case .runAll(let maximum) = self { return maximum }
        return 1
    }

    /// Reads `"skip"`, `"runOnce"`, `"runAll"` or `{policy, max}`.
    init(json value: JSONValue) throws(CronError) {
        switch value["policy"]?.stringValue ?? value.stringValue {
        case "skip": self = .skip
        case "runOnce": self = .runOnce
        case "runAll":
            let maximum = value["max"]?.intValue ?? 10
            guard (1...Int64(Self.largestMaximum)).contains(maximum) else {
                throw CronError(.invalid, "misfire.max must be 1 to \(Self.largestMaximum)")
            }
            self = .runAll(maximum: Int(maximum))
        default: throw CronError(.invalid, "misfire must be skip, runOnce or runAll, or an object {policy, max}")
        }
    }

    var json: JSONValue {
        switch self {
        case .skip: ["policy": "skip"]
        case .runOnce: ["policy": "runOnce"]
        case .runAll(let maximum): ["policy": "runAll", "max": JSONValue(maximum)]
        }
    }
}
