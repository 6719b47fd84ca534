// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Takes the pieces of output that a node reports while it runs a command.
public struct NodeProgress: Sendable {
    private let body: @Sendable (String) -> Void

    /// Makes a taker; it must not block.
    public init(_ body: @escaping @Sendable (String) -> Void) { self.body = body }

    /// Throws pieces away.
    public static let ignored = NodeProgress { _ in }

    /// Reports a piece of output.
    public func report(_ chunk: String) { self.body(chunk) }
}
