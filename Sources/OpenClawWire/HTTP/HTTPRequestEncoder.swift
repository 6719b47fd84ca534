// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes request heads into a byte array.
public enum HTTPRequestEncoder {
    /// Writes request line, fields and the framing field for `body`. `Host` is the caller's.
    ///
    /// `Content-Length`, `Transfer-Encoding` are written here and refused in `head.fields`. Nothing is written when it throws.
    public static func write(
        _ head: HTTPRequestHead,
        into output: inout [UInt8]
    ) throws(HTTPEncodeError) {}
}
