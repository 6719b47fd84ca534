// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

package import OpenClawWire

/// What a provider needs of an HTTP client.
package protocol ModelTransport: Sendable {
    /// Sends a request and waits for the head of the response.
    func send(_ call: ModelCall) async throws(ModelTransportError) -> any ModelResponse
}

/// A response whose content arrives while it is read. One task reads at a time.
package protocol ModelResponse: Sendable {
    /// Status and fields.
    var head: HTTPResponseHead { get }
    /// The next piece of the content, `nil` at its end.
    func next() async throws(ModelTransportError) -> [UInt8]?
    /// Closes the connection unless the content is complete; a reader that waits gets an error.
    func cancel()
}
