// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A task which waits for the content of its request.
struct HTTPPendingTask {
    enum Kind {
        case respond(@Sendable ([UInt8]) async -> HTTPServerResponse)
        case stream(@Sendable ([UInt8], HTTPResponseWriter) async -> Void)
    }

    var kind: Kind
    var body: [UInt8] = []
}
