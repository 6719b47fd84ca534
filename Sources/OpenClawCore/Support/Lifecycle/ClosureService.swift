// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A service made of one closure.
public struct ClosureService: Service {
    private let body: @Sendable () async throws -> Void

    /// Creates a service which runs `body`.
    public init(_ body: @escaping @Sendable () async throws -> Void) {
        self.body = body
    }

    /// Runs the closure.
    public func run() async throws {
        try await body()
    }
}
