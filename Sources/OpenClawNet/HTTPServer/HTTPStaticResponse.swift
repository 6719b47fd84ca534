// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawWire

/// A response encoded once and sent often, such as the answer to a health probe.
public final class HTTPStaticResponse: Sendable {
    /// Status line, fields and length without the empty line at the end.
    let head: [UInt8]
    /// The content.
    let body: [UInt8]
    /// Status, fields and content in their original form.
    let response: HTTPServerResponse

    /// Encodes a response.
    /// - Throws: `HTTPEncodeError` if a field cannot be written.
    public init(_ response: HTTPServerResponse) throws(HTTPEncodeError) {
        self.response = response
        self.body = response.body
        var bytes: [UInt8] = []
        try HTTPResponseEncoder.write(
            HTTPResponseHead(status: response.status, fields: response.fields),
            body: response.status.forbidsBody ? .none : .length(response.body.count),
            into: &bytes
        )
        head = Array(bytes.dropLast(2))
    }
}
