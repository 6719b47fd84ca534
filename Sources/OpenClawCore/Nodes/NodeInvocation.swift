// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A call of one of a node's commands.
public struct NodeInvocation: Sendable {
    /// The call's identifier, unique in a gateway.
    public var id: String
    /// The command.
    public var command: String
    /// Its parameters.
    public var params: JSONValue
    /// How long the caller waits.
    public var timeout: Duration
    /// The caller's name for the call: a second call with the same key joins the first one or gets its answer.
    public var idempotencyKey: String?
    /// Whether the command may run twice without harm, so that another node may do it when the first one disappears.
    public var isRepeatable: Bool
    /// Where a node reports pieces of output while it works.
    public var progress: NodeProgress
    /// Whether the call stays open when nobody waits any more, until the node has let go of it.
    var isHeld = false

    /// Makes a call.
    public init(
        id: String,
        command: String,
        params: JSONValue = .null,
        timeout: Duration = .seconds(30),
        idempotencyKey: String? = nil,
        isRepeatable: Bool = false,
        progress: NodeProgress = .ignored
    ) {
        self.id = id
        self.command = command
        self.params = params
        self.timeout = timeout
        self.idempotencyKey = idempotencyKey
        self.isRepeatable = isRepeatable
        self.progress = progress
    }
}
