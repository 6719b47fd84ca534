// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What every `Node` promises, as cases that run against any implementation.
///
/// ```swift
/// @Test(arguments: NodeConformance.cases)
/// func keepsItsPromises(_ promise: ConformanceCase<NodeFixture>) async throws {
///     try await promise.run { NodeFixture(MyNode(), command: "my.command") }
/// }
/// ```
public enum NodeConformance {
    /// All cases.
    public static let cases: [ConformanceCase<NodeFixture>] = Self.description + Self.answering + Self.ending

    /// Runs all cases and returns the promises that were not kept.
    public static func run(makeFixture: @Sendable () async throws -> NodeFixture) async -> [ConformanceFailure] {
        await Self.cases.failures(makeFixture)
    }

    private static let description: [ConformanceCase<NodeFixture>] = [
        ConformanceCase("the description has a name and commands, none of them twice") { fixture, check in
            let descriptor = fixture.node.descriptor
            try check.expect(!descriptor.id.rawValue.isEmpty && descriptor.id.rawValue.utf8.count <= 256, "the name has 1 to 256 bytes")
            try check.expect(!descriptor.displayName.isEmpty, "the name for people is empty")
            try check.expect(descriptor.commands.contains(fixture.command), "\(fixture.command) is not among the commands")
            try check.equal(Set(descriptor.commands).count, descriptor.commands.count, "the number of different commands")
            try check.expect(descriptor.commands.allSatisfy { !$0.isEmpty && $0.utf8.count <= 256 }, "a command has 1 to 256 bytes")
        },
        ConformanceCase("the name does not change") { fixture, check in
            let id = fixture.node.descriptor.id
            _ = try await fixture.node.invoke(fixture.call())
            try check.equal(fixture.node.descriptor.id, id, "the name after a call")
        },
    ]

    private static let answering: [ConformanceCase<NodeFixture>] = [
        ConformanceCase("a call is answered, and answered again when it is repeated") { fixture, check in
            _ = try await fixture.node.invoke(fixture.call(1))
            _ = try await fixture.node.invoke(fixture.call(2))
        },
        ConformanceCase("a command that is not declared is refused as such") { fixture, check in
            let unknown = "conformance.no-such-command"
            do throws(NodeError) {
                _ = try await fixture.node.invoke(NodeInvocation(id: "unknown", command: unknown))
            } catch {
                try check.equal(error.code, .unsupported, "the error's code")
                try check.expect(!error.message.isEmpty, "the error has no words")
                return
            }
            throw check.failure("\(unknown) was answered")
        },
        ConformanceCase("calls at the same time are all answered") { fixture, check in
            let answers = try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<16 { group.addTask { _ = try await fixture.node.invoke(fixture.call(number)) } }
                return try await group.reduce(0) { count, _ in count + 1 }
            }
            try check.equal(answers, 16, "the number of answers")
        },
    ]

    private static let ending: [ConformanceCase<NodeFixture>] = [
        ConformanceCase("a call in a task that is cancelled ends, and the next one is answered") { fixture, _ in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { _ = try? await fixture.node.invoke(fixture.call(1)) }  // Throwing is an answer, too.
                group.cancelAll()
            }
            _ = try await fixture.node.invoke(fixture.call(2))
        },
        ConformanceCase("a call in a task that was cancelled before ends") { fixture, _ in
            await withTaskGroup(of: Void.self) { group in
                group.cancelAll()
                group.addTask { _ = try? await fixture.node.invoke(fixture.call()) }  // Throwing is an answer, too.
            }
        },
    ]
}
