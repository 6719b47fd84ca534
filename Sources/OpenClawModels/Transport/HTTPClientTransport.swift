// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire

/// Carries model calls over an HTTP client.
struct HTTPClientTransport: ModelTransport {
    let client: HTTPClient

    func send(_ call: ModelCall) async throws(ModelTransportError) -> any ModelResponse {
        let timeouts = HTTPClientTimeouts(
            connect: call.timeouts.connect,
            head: call.timeouts.firstToken,
            // The caller watches the pace; this is for a caller that does not.
            read: max(call.timeouts.firstToken, call.timeouts.idle) + .seconds(5)
        )
        let request = HTTPClientRequest(method: .post, url: call.url, fields: call.fields, body: call.body, timeouts: timeouts)
        do throws(HTTPClientError) {
            return HTTPClientModelResponse(response: try await self.client.execute(request))
        } catch {
            throw ModelTransportError(error)
        }
    }
}

/// A response of an HTTP client.
private struct HTTPClientModelResponse: ModelResponse {
    let response: HTTPClientResponse

    var head: HTTPResponseHead { self.response.head }

    func next() async throws(ModelTransportError) -> [UInt8]? {
        do throws(HTTPClientError) {
            return try await self.response.next()
        } catch {
            throw ModelTransportError(error)
        }
    }

    func cancel() { self.response.cancel() }
}

extension ModelTransportError {
    fileprivate init(_ error: HTTPClientError) {
        let reason: Reason
        switch error.code {
        case .nameResolution, .connectFailed, .connectTimeout, .acquireTimeout, .tooManyRequests: reason = .connect
        case .connectionClosed: reason = .disconnected
        case .headTimeout, .readTimeout, .deadlineExceeded: reason = .timeout
        case .cancelled, .shutDown: reason = .cancelled
        default: reason = .invalid
        }
        self.init(reason, error.message)
    }
}
