// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension HTTPParseError.Code {
    /// The status a server answers with.
    var status: HTTPStatus {
        switch rule {
        case .unsupportedVersion: .httpVersionNotSupported
        case .startLineTooLong: .uriTooLong
        case .fieldTooLong, .headerTooLarge, .tooManyFields: .requestHeaderFieldsTooLarge
        case .bodyTooLarge: .contentTooLarge
        case .unsupportedTransferEncoding, .connectUnsupported: .notImplemented
        case .unsupportedExpectation: .expectationFailed
        default: .badRequest
        }
    }

    /// One sentence for logs and for the peer.
    var message: String {
        switch rule {
        case .invalidStartLine: "The first line is not a valid HTTP/1.1 start line."
        case .invalidVersion: "The protocol version is malformed; send HTTP/1.1."
        case .unsupportedVersion: "Only HTTP/1.1 and HTTP/1.0 are supported here."
        case .startLineTooLong: "The request line is longer than this server accepts."
        case .invalidTarget: "The request target is empty or holds bytes which must be percent-encoded."
        case .invalidControlByte: "The header section holds a control byte."
        case .bareCarriageReturn: "A carriage return is not followed by a line feed."
        case .bareLineFeed: "A line ends without a carriage return."
        case .invalidFieldName: "A field name is empty or holds a byte which is not allowed in names."
        case .spaceBeforeColon: "There is space between a field name and its colon."
        case .obsoleteFolding: "A field is folded over several lines; send it on one line."
        case .invalidFieldValue: "A field which must hold one well-formed value does not."
        case .fieldTooLong: "A field is longer than this server accepts."
        case .headerTooLarge: "The header section is larger than this server accepts."
        case .tooManyFields: "There are more fields than this server accepts."
        case .missingHost: "An HTTP/1.1 request must have a Host field."
        case .repeatedHost: "There is more than one Host field."
        case .invalidHost: "The Host field is not a host name with an optional port."
        case .invalidContentLength: "Content-Length is not a decimal number which fits."
        case .conflictingContentLength: "There are several different Content-Length values."
        case .lengthWithTransferEncoding: "Content-Length and Transfer-Encoding cannot stand in one message."
        case .invalidTransferEncoding: "Transfer-Encoding must end with chunked, once."
        case .unsupportedTransferEncoding: "The only transfer coding supported here is chunked."
        case .transferEncodingInHTTP10: "Transfer-Encoding needs HTTP/1.1."
        case .unsupportedExpectation: "The only expectation supported here is 100-continue."
        case .bodyTooLarge: "The content is larger than this endpoint accepts."
        case .invalidChunkSize: "A chunk size is not a hexadecimal number followed by a line end."
        case .chunkSizeOverflow: "A chunk size does not fit."
        case .chunkExtensionTooLong: "The chunk extensions are longer than this server accepts."
        case .invalidChunkEnd: "Chunk data is not followed by a line end."
        case .invalidTrailer: "A trailer field may only stand in the header section."
        case .invalidStatus: "The status code is not three digits."
        case .unexpectedEnd: "The connection ended inside a message."
        case .connectUnsupported: "CONNECT is not supported here."
        }
    }
}
