// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes response heads into a byte array.
public enum HTTPResponseEncoder {
    /// Writes status line, fields and the framing field for `body`.
    ///
    /// The status line always says HTTP/1.1. `head.version` is the version of the *request*: an HTTP/1.0 client is told
    /// `Connection: keep-alive` when the connection stays open. `Connection: close` is written when `head.keepAlive` is false.
    /// `Content-Length` and `Transfer-Encoding` are written here and refused in `head.fields`. Nothing is written when it throws.
    ///
    /// - Parameters:
    ///   - body: framing of the content; `.none` and `.untilClose` write no framing field. An answer to `HEAD` passes the
    ///     framing its `GET` would have. Do not pass `.chunked` for an HTTP/1.0 client: see ``streamFraming(for:)``.
    ///   - staticFields: complete field lines, already encoded by ``encodeFields(_:)`` or ``HTTPDate``, such as `Date`.
    public static func write(
        _ head: HTTPResponseHead,
        body: HTTPBodyFraming,
        staticFields: [UInt8] = [],
        into output: inout [UInt8]
    ) throws(HTTPEncodeError) {
        let start = output.count
        writeStatusLine(head.status, into: &output)
        do throws(HTTPEncodeError) {
            try head.fields.write(into: &output)
        } catch {
            output.removeSubrange(start...)
            throw error
        }
        output.append(contentsOf: staticFields)
        writeFraming(body, status: head.status, into: &output)
        if !head.keepAlive {
            if head.status != .switchingProtocols { output.append("Connection: close\r\n") }
        } else if head.version == .http10 {
            output.append("Connection: keep-alive\r\n")
        }
        output.append("\r\n")
    }

    /// How content of unknown length can be framed for a client of this version: chunked, or until close for HTTP/1.0.
    public static func streamFraming(for version: HTTPVersion) -> HTTPBodyFraming {
        version == .http11 ? .chunked : .untilClose
    }

    /// Encodes fields once for use as `staticFields`.
    public static func encodeFields(_ fields: HTTPFields) throws(HTTPEncodeError) -> [UInt8] {
        var output: [UInt8] = []
        try fields.write(into: &output)
        return output
    }

    /// Writes a complete plain-text response with `Connection: close`; used to answer parse errors.
    ///
    /// - Parameter message: one line for the reader; it goes into the content only.
    public static func writeError(_ status: HTTPStatus, message: String, into output: inout [UInt8]) {
        writeStatusLine(status, into: &output)
        output.append("Content-Type: text/plain; charset=utf-8\r\nContent-Length: ")
        output.appendDecimal(message.utf8.count + 1)
        output.append("\r\nConnection: close\r\n\r\n")
        output.append(message)
        output.append("\n")
    }

    /// `HTTP/1.1 100 Continue` and an empty line.
    public static func writeContinue(into output: inout [UInt8]) {
        output.append("HTTP/1.1 100 Continue\r\n\r\n")
    }

    @inline(__always)
    private static func writeStatusLine(_ status: HTTPStatus, into output: inout [UInt8]) {
        if status == .ok {
            output.append("HTTP/1.1 200 OK\r\n")
        } else {
            output.append("HTTP/1.1 ")
            output.appendDecimal(Int(status.code))
            output.append(" ")
            output.append(status.phrase)
            output.append("\r\n")
        }
    }

    @inline(__always)
    private static func writeFraming(_ body: HTTPBodyFraming, status: HTTPStatus, into output: inout [UInt8]) {
        // RFC 9110 section 8.6 and RFC 9112 section 6.1: never in 1xx and 204.
        guard !status.isInformational, status != .noContent else { return }
        switch body {
        case .none, .untilClose:
            break
        case .length(let length):
            output.append("Content-Length: ")
            output.appendDecimal(length)
            output.append("\r\n")
        case .chunked:
            output.append("Transfer-Encoding: chunked\r\n")
        }
    }
}
