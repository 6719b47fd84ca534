// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes request heads into a byte array.
public enum HTTPRequestEncoder {
    /// Writes request line, fields and the framing field for `head.body`. `Host` is the caller's.
    ///
    /// `Content-Length` and `Transfer-Encoding` are written here and refused in `head.fields`; `Connection: close` and
    /// `Expect: 100-continue` follow from `head.keepAlive` and `head.expectsContinue`. Always writes HTTP/1.1.
    /// Nothing is written when it throws.
    public static func write(_ head: HTTPRequestHead, into output: inout [UInt8]) throws(HTTPEncodeError) {
        try check(head)
        let start = output.count
        output.append(head.method.rawValue)
        output.append(" ")
        output.append(head.target)
        output.append(" HTTP/1.1\r\n")
        do throws(HTTPEncodeError) {
            try head.fields.write(into: &output)
        } catch {
            output.removeSubrange(start...)
            throw error
        }
        switch head.body {
        case .none, .untilClose:
            break
        case .length(let length):
            output.append("Content-Length: ")
            output.appendDecimal(length)
            output.append("\r\n")
        case .chunked:
            output.append("Transfer-Encoding: chunked\r\n")
        }
        if !head.keepAlive { output.append("Connection: close\r\n") }
        if head.expectsContinue { output.append("Expect: 100-continue\r\n") }
        output.append("\r\n")
    }

    private static func check(_ head: HTTPRequestHead) throws(HTTPEncodeError) {
        let isMethodValid = HTTPFields.withBytes(of: head.method.rawValue) { bytes in
            bytes.baseAddress.map { ByteScan.isToken($0, from: 0, to: bytes.count) } ?? false
        }
        guard isMethodValid else { throw HTTPEncodeError(.method) }
        let isTargetValid = HTTPFields.withBytes(of: head.target) { bytes in
            bytes.baseAddress.map { !bytes.isEmpty && ByteScan.isVisible($0, from: 0, to: bytes.count) } ?? false
        }
        guard isTargetValid else { throw HTTPEncodeError(.target) }
    }
}
