// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension HTTPParseError {
    /// The rules a message can break. New codes may appear in any release.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        enum Rule: UInt8 {
            case invalidStartLine, invalidVersion, unsupportedVersion, startLineTooLong, invalidTarget
            case invalidControlByte, bareCarriageReturn, bareLineFeed
            case invalidFieldName, spaceBeforeColon, obsoleteFolding, invalidFieldValue
            case fieldTooLong, headerTooLarge, tooManyFields
            case missingHost, repeatedHost, invalidHost
            case invalidContentLength, conflictingContentLength, lengthWithTransferEncoding
            case invalidTransferEncoding, unsupportedTransferEncoding, transferEncodingInHTTP10
            case unsupportedExpectation
            case bodyTooLarge, invalidChunkSize, chunkSizeOverflow, chunkExtensionTooLong, invalidChunkEnd, invalidTrailer
            case invalidStatus, unexpectedEnd, connectUnsupported
        }

        let rule: Rule

        init(_ rule: Rule) { self.rule = rule }

        /// The name of the rule.
        public var description: String { "\(rule)" }

        /// The request or status line does not have its three parts.
        public static var invalidStartLine: Code { Code(.invalidStartLine) }
        /// The version is not of the form `HTTP/d.d`.
        public static var invalidVersion: Code { Code(.invalidVersion) }
        /// The version is neither 1.0 nor 1.1.
        public static var unsupportedVersion: Code { Code(.unsupportedVersion) }
        /// The request or status line is longer than the limit.
        public static var startLineTooLong: Code { Code(.startLineTooLong) }
        /// The request target is empty or has bytes outside of visible ASCII.
        public static var invalidTarget: Code { Code(.invalidTarget) }
        /// A control byte where none may be.
        public static var invalidControlByte: Code { Code(.invalidControlByte) }
        /// A carriage return which no line feed follows.
        public static var bareCarriageReturn: Code { Code(.bareCarriageReturn) }
        /// A line feed without its carriage return.
        public static var bareLineFeed: Code { Code(.bareLineFeed) }
        /// A field name is empty or not a token.
        public static var invalidFieldName: Code { Code(.invalidFieldName) }
        /// Space between field name and colon.
        public static var spaceBeforeColon: Code { Code(.spaceBeforeColon) }
        /// A field line which starts with a blank.
        public static var obsoleteFolding: Code { Code(.obsoleteFolding) }
        /// A field which must have one well-formed value does not.
        public static var invalidFieldValue: Code { Code(.invalidFieldValue) }
        /// A field line is longer than the limit.
        public static var fieldTooLong: Code { Code(.fieldTooLong) }
        /// The header section is larger than the limit.
        public static var headerTooLarge: Code { Code(.headerTooLarge) }
        /// More fields than the limit.
        public static var tooManyFields: Code { Code(.tooManyFields) }
        /// An HTTP/1.1 request without `Host`.
        public static var missingHost: Code { Code(.missingHost) }
        /// More than one `Host`.
        public static var repeatedHost: Code { Code(.repeatedHost) }
        /// `Host` is not a host with an optional port.
        public static var invalidHost: Code { Code(.invalidHost) }
        /// `Content-Length` is not a decimal number.
        public static var invalidContentLength: Code { Code(.invalidContentLength) }
        /// Several different `Content-Length` values.
        public static var conflictingContentLength: Code { Code(.conflictingContentLength) }
        /// `Content-Length` together with `Transfer-Encoding`.
        public static var lengthWithTransferEncoding: Code { Code(.lengthWithTransferEncoding) }
        /// `Transfer-Encoding` does not end with one `chunked`.
        public static var invalidTransferEncoding: Code { Code(.invalidTransferEncoding) }
        /// `Transfer-Encoding` names a coding other than `chunked`.
        public static var unsupportedTransferEncoding: Code { Code(.unsupportedTransferEncoding) }
        /// `Transfer-Encoding` in an HTTP/1.0 message.
        public static var transferEncodingInHTTP10: Code { Code(.transferEncodingInHTTP10) }
        /// `Expect` asks for something other than `100-continue`.
        public static var unsupportedExpectation: Code { Code(.unsupportedExpectation) }
        /// The content is larger than the limit.
        public static var bodyTooLarge: Code { Code(.bodyTooLarge) }
        /// A chunk size is not a hexadecimal number.
        public static var invalidChunkSize: Code { Code(.invalidChunkSize) }
        /// A chunk size does not fit.
        public static var chunkSizeOverflow: Code { Code(.chunkSizeOverflow) }
        /// Chunk extensions are longer than this parser is willing to skip.
        public static var chunkExtensionTooLong: Code { Code(.chunkExtensionTooLong) }
        /// Chunk data is not followed by a line end.
        public static var invalidChunkEnd: Code { Code(.invalidChunkEnd) }
        /// A trailer field which may only stand in a header.
        public static var invalidTrailer: Code { Code(.invalidTrailer) }
        /// A status code which is not three digits.
        public static var invalidStatus: Code { Code(.invalidStatus) }
        /// The connection ended inside a message.
        public static var unexpectedEnd: Code { Code(.unexpectedEnd) }
        /// `CONNECT` is not served.
        public static var connectUnsupported: Code { Code(.connectUnsupported) }
    }
}
