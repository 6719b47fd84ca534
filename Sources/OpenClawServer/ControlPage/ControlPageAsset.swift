// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One file of the control page. Its bytes live in the read-only data of the binary.
package struct ControlPageAsset: Sendable {
    /// The path it is served at, `/` for the page itself.
    package let path: StaticString

    /// The value of `Content-Type`.
    package let contentType: StaticString

    /// The value of `ETag`, with its quotes; it changes with the content.
    package let etag: StaticString

    /// The content, UTF-8.
    package let body: StaticString

    package init(path: StaticString, contentType: StaticString, etag: StaticString, body: StaticString) {
        self.path = path
        self.contentType = contentType
        self.etag = etag
        self.body = body
    }

    /// The content as bytes, without a copy; valid for the life of the process.
    package var bytes: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: body.utf8Start, count: body.utf8CodeUnitCount)
    }
}
