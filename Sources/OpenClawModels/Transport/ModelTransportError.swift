// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a request to a model service did not lead to a complete response.
package struct ModelTransportError: Error, Sendable, Hashable {
    /// What failed.
    package enum Reason: Sendable, Hashable {
        /// There was no connection: nothing was sent.
        case connect
        /// The connection ended before the response did.
        case disconnected
        /// A time limit passed.
        case timeout
        /// The task or the response was cancelled.
        case cancelled
        /// The request or the response broke a rule.
        case invalid
    }

    package var reason: Reason
    package var message: String

    package init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }
}
