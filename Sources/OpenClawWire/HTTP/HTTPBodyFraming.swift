// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How the end of a message's content is found (RFC 9112 section 6.3).
public enum HTTPBodyFraming: Sendable, Hashable {
    /// There is no content.
    case none
    /// Exactly this many bytes follow; never negative. Zero writes or has seen `Content-Length: 0`.
    case length(Int)
    /// Chunks follow, then optional trailers.
    case chunked
    /// A response without a length: the content ends with the connection.
    case untilClose
}
