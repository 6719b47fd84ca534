// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes response heads and chunk framing into a byte array.
public enum HTTPResponseEncoder {
    /// Writes status line, fields and the framing field for `body`.
    ///
    /// `Content-Length`, `Transfer-Encoding` and `Connection: close`/`keep-alive` are written here and refused in `head.fields`
    /// (`Connection` may stand there when it names other options, as in an upgrade). Nothing is written when it throws.
    ///
    /// - Parameters:
    ///   - body: framing of the content; `.none` writes no length (1xx, 204, 304, or an answer to `HEAD` of unknown size).
    ///   - staticFields: complete field lines each with its line end, already encoded (``encodeFields(_:)``), such as `Date`.
    public static func write(
        _ head: HTTPResponseHead,
        body: HTTPBodyFraming,
        staticFields: [UInt8] = [],
        into output: inout [UInt8]
    ) throws(HTTPEncodeError) {}

    /// Encodes fields once for use as `staticFields`.
    public static func encodeFields(_ fields: HTTPFields) throws(HTTPEncodeError) -> [UInt8] { [] }

    /// Writes a complete small plain-text response with `Connection: close`; used to answer parse errors.
    public static func writeError(_ status: HTTPStatus, message: String, into output: inout [UInt8]) {}

    /// `HTTP/1.1 100 Continue` and an empty line.
    public static func writeContinue(into output: inout [UInt8]) {}
}
