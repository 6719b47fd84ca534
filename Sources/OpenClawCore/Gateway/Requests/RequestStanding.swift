// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a request with an idempotency key stands.
enum RequestStanding: Sendable {
    /// Nobody has asked before: the caller carries it out and then settles it.
    case new
    /// It is being carried out.
    case running
    /// It has ended with this.
    case ended(Result<[UInt8], MethodError>)
}
