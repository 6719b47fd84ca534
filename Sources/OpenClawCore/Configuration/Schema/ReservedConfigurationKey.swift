// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A key that users' files contain and that this version does not act on.
package struct ReservedConfigurationKey: Sendable {
    /// What happens when it is set.
    package enum Answer: Sendable {
        /// Nothing: other programs keep their notes there.
        case silence
        /// A note that it does nothing yet.
        case note
        /// An error, because ignoring it would weaken the gateway's protection.
        case refusal
    }

    /// The name in the file.
    package var name: String
    /// What it is for.
    package var purpose: String
    /// What happens when it is set.
    package var answer: Answer

    /// A key that gives a note.
    package static func later(_ name: String, _ purpose: String) -> Self { Self(name: name, purpose: purpose, answer: .note) }

    /// A key that is refused.
    package static func refused(_ name: String, _ purpose: String) -> Self { Self(name: name, purpose: purpose, answer: .refusal) }

    /// A key that is passed over.
    package static func ignored(_ name: String, _ purpose: String) -> Self { Self(name: name, purpose: purpose, answer: .silence) }
}
