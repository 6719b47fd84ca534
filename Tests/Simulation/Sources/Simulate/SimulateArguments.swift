// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting

/// What the command line says.
struct SimulateArguments: Sendable {
    struct Complaint: Error, CustomStringConvertible {
        var description: String
    }

    var seeds = 1_000
    var from: UInt64 = 1
    var seed: UInt64?
    var jobs = 2
    var shown = 3
    /// Whether planted faults are looked for as well.
    var plantsFlaws = true
    var scenarios = Scenario.all

    init(_ arguments: [String]) throws {
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst() else { throw Complaint(description: "\(name) has no value") }
            switch name {
            case "--seeds": self.seeds = try Self.number(value, name)
            case "--from": self.from = UInt64(try Self.number(value, name))
            case "--seed": self.seed = UInt64(try Self.number(value, name))
            case "--jobs": self.jobs = max(1, try Self.number(value, name))
            case "--show": self.shown = try Self.number(value, name)
            case "--scenario":
                guard let scenario = Scenario.all.first(where: { $0.name == value }) else {
                    let names = Scenario.all.map(\.name).joined(separator: ", ")
                    throw Complaint(description: "there is no scenario \"\(value)\"; there are \(names)")
                }
                self.scenarios = [scenario]
                self.plantsFlaws = false
            default: throw Complaint(description: "what is \(name)? There are --seeds, --from, --seed, --scenario, --jobs, --show")
            }
        }
    }

    private static func number(_ text: String, _ name: String) throws -> Int {
        guard let number = Int(text), number >= 0 else { throw Complaint(description: "\(name) takes a number, not \"\(text)\"") }
        return number
    }
}
