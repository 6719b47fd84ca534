// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One promise of a protocol, as a check that runs against any implementation and in any test framework.
public struct ConformanceCase<Subject: Sendable>: Sendable, CustomStringConvertible {
    /// A name in words, unique in its suite.
    public let name: String
    private let body: @Sendable (Subject, ConformanceCheck) async throws -> Void

    /// Makes a case.
    public init(_ name: String, _ body: @escaping @Sendable (Subject, ConformanceCheck) async throws -> Void) {
        self.name = name
        self.body = body
    }

    /// Runs the case against a fresh subject.
    /// - Throws: A ``ConformanceFailure`` with the case's name, also for errors of the subject that the case did not expect.
    public func run(_ make: @Sendable () async throws -> Subject) async throws(ConformanceFailure) {
        do {
            try await self.body(make(), ConformanceCheck(name: self.name))
        } catch let failure as ConformanceFailure {
            throw failure
        } catch {
            throw ConformanceFailure(name: self.name, message: "an error that was not expected: \(error)")
        }
    }

    /// The name.
    public var description: String { self.name }
}

extension Array {
    /// Runs all cases, each against a subject of its own, and returns the promises that were not kept.
    func failures<Subject: Sendable>(
        _ make: @Sendable () async throws -> Subject
    ) async -> [ConformanceFailure] where Element == ConformanceCase<Subject> {
        var failures: [ConformanceFailure] = []
        for element in self {
            do throws(ConformanceFailure) {
                try await element.run(make)
            } catch {
                failures.append(error)
            }
        }
        return failures
    }
}
