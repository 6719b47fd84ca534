// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Runs seeds: `Simulate [--seeds N] [--from N] [--scenario NAME] [--seed N] [--jobs N]`.
@main
struct Simulate {
    static func main() async {
        let arguments: SimulateArguments
        do {
            arguments = try SimulateArguments(Array(CommandLine.arguments.dropFirst()))
        } catch {
            print("\(error)")
            exit(64)
        }
        if let seed = arguments.seed {
            await Self.replay(seed, arguments.scenarios)
        } else {
            await Self.sweep(arguments)
        }
    }

    /// Runs one seed twice: with everything it does in words, and once more for the hash.
    private static func replay(_ seed: UInt64, _ scenarios: [Scenario]) async {
        var failed = 0
        for scenario in scenarios {
            print("\(scenario.name), seed \(seed)")
            let result = await scenario.run(seed: seed, listener: { print("  \($0)") })
            let again = await scenario.run(seed: seed)
            print("  \(result.steps) steps, \(result.time) of virtual time, trace \(String(result.hash, radix: 16))")
            if result.hash != again.hash { print("  NOT THE SAME the second time: trace \(String(again.hash, radix: 16))") }
            if let violation = result.violation { print("  VIOLATION: \(violation)") }
            if result.violation != nil || result.hash != again.hash { failed += 1 }
        }
        print("\(scenarios.count - failed) passed, \(failed) failed")
        exit(failed == 0 ? 0 : 1)
    }

    /// Runs many seeds over all scenarios, on all processors.
    private static func sweep(_ arguments: SimulateArguments) async {
        let clock = ContinuousClock()
        let begun = clock.now
        var failed = 0
        var passed = 0
        for scenario in arguments.scenarios {
            let start = clock.now
            let count = arguments.seeds / arguments.scenarios.count
            var tally = Tally()
            await withTaskGroup(of: Tally.self) { group in
                for job in 0..<arguments.jobs {
                    group.addTask {
                        await Self.run(scenario, from: arguments.from + UInt64(job), step: UInt64(arguments.jobs), to: arguments.from + UInt64(count))
                    }
                }
                for await part in group { tally.add(part) }
            }
            for failure in tally.failures.sorted(by: { $0.seed < $1.seed }).prefix(arguments.shown) { Self.show(failure, scenario) }
            passed += tally.seeds - tally.failureCount
            failed += tally.failureCount
            let time = clock.now - start
            print(
                "\(scenario.name): \(tally.seeds) seeds, \(tally.failureCount) failed, \(tally.steps) steps, \(time.components.seconds) s, trace \(String(tally.hash, radix: 16))"
            )
            fflush(nil)
        }
        if arguments.plantsFlaws {
            for flaw in SimulationFlaw.allCases {
                if let found = await Self.find(flaw) {
                    passed += 1
                    print("planted \(flaw.rawValue): found by \(flaw.scenario.rawValue), seed \(found.seed): \(found.violation ?? "")")
                } else {
                    failed += 1
                    print("FAILED: planted \(flaw.rawValue): \(Self.patience) seeds do not find it")
                }
            }
        }
        print("(\((clock.now - begun).components.seconds) s)")
        print("\(passed) passed, \(failed) failed")
        exit(failed == 0 ? 0 : 1)
    }

    private static func run(_ scenario: Scenario, from: UInt64, step: UInt64, to end: UInt64) async -> Tally {
        var tally = Tally()
        var seed = from
        while seed < end {
            var result = await scenario.run(seed: seed)
            if result.violation == nil, seed % 50 == 0 {
                let again = await scenario.run(seed: seed)
                if again.hash != result.hash { result.violation = "the same seed does not do the same the second time" }
            }
            tally.seeds += 1
            tally.steps += result.steps
            tally.hash ^= result.hash &* (seed | 1)
            if result.violation != nil {
                tally.failureCount += 1
                if tally.failures.count < 20 { tally.failures.append(result) }
            }
            seed += step
        }
        return tally
    }

    /// How many seeds may pass before a planted fault is found.
    private static let patience: UInt64 = 3_000

    private static func find(_ flaw: SimulationFlaw) async -> SimulationResult? {
        for seed in 1...Self.patience {
            let result = await flaw.scenario.run(seed: seed, flaw: flaw)
            if result.violation != nil { return result }
        }
        return nil
    }

    private static func show(_ result: SimulationResult, _ scenario: Scenario) {
        print("FAILED: \(scenario.name), seed \(result.seed), step \(result.steps): \(result.violation ?? "")")
        for event in result.events.suffix(25) { print("    \(event.prefix(220))") }
        print("  replay: \(scenario.command(seed: result.seed))")
    }
}

/// What came out of some seeds.
struct Tally: Sendable {
    var seeds = 0
    var steps = 0
    var hash: UInt64 = 0
    var failureCount = 0
    var failures: [SimulationResult] = []

    mutating func add(_ other: Tally) {
        self.seeds += other.seeds
        self.steps += other.steps
        self.hash ^= other.hash
        self.failureCount += other.failureCount
        self.failures += other.failures
    }
}
