// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The frames a node gets; none of them counts in the connection's sequence (PROTOCOL 2.10).
enum NodeFrames {
    /// `node.invoke.request`.
    static func request(_ invocation: NodeInvocation, for node: NodeID) -> [UInt8] {
        Self.event("node.invoke.request") { writer in
            writer.field("id", invocation.id)
            writer.field("nodeId", node.rawValue)
            writer.field("command", invocation.command)
            writer.key("paramsJSON")
            if invocation.params.isNull {
                writer.null()
            } else {
                writer.string(String(decoding: invocation.params.serialized(), as: UTF8.self))
            }
            writer.field("timeoutMs", max(1, invocation.timeout.wholeMilliseconds))
            writer.fieldIfPresent("idempotencyKey", invocation.idempotencyKey)
        }
    }

    /// `node.invoke.cancel`: nobody waits any more.
    static func cancel(_ id: String) -> [UInt8] {
        Self.event("node.invoke.cancel") { writer in writer.field("invokeId", id) }
    }

    private static func event(_ name: String, _ payload: (inout JSONWriter) -> Void) -> [UInt8] {
        var frame = PublishedEvent.encode(name) { writer in
            writer.beginObject()
            payload(&writer)
            writer.endObject()
        }
        frame.append(UInt8(ascii: "}"))
        return frame
    }
}
