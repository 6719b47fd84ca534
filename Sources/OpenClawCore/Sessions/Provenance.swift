// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the transcript says about messages that the gateway made itself.
enum Provenance {
    /// The member of a message: `"provenance": {"kind": "internal_system", "source": "heartbeat"}`.
    static let key = "provenance"
    /// The kind of a message that no person or program sent, and of its answer.
    static let internalSystem = "internal_system"

    /// The member's value for a message from a part of the gateway.
    static func of(_ source: String) -> JSONValue { .object(["kind": .string(self.internalSystem), "source": .string(source)]) }
}
