// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a client has no connection.
enum ClientConnectError: Error {
    /// The name has no address.
    case name(DNSError)
    /// The policy does not allow to connect there.
    case refused(host: String)
    /// No address accepted the connection; this is what the last one said.
    case socket(IOError)
    /// TLS could not be set up or the handshake failed.
    case tls(TLSError)
    /// It took too long.
    case timeout(host: String, limit: Duration)
    /// Somebody gave up.
    case cancelled

    /// The error in the words of the HTTP client. Nothing has been sent.
    var asHTTPClientError: HTTPClientError {
        switch self {
        case .name(let error): HTTPClientError(.nameResolution, message: error.message)
        case .refused(let host):
            HTTPClientError(.addressRefused, message: "\(host) is on this machine or in a private network, where no connection is allowed.")
        case .socket(let error): HTTPClientError(.connectFailed, message: error.description)
        case .tls(let error): HTTPClientError(.tls, message: error.message, tls: error)
        case .timeout(let host, let limit): HTTPClientError(.connectTimeout, message: "No connection to \(host) within \(limit).")
        case .cancelled: HTTPClientError(.cancelled, message: "The connection was given up.")
        }
    }
}
