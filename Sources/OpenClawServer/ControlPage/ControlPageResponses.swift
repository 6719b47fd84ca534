// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire
import Synchronization

/// Serves the control page below a path; each answer is encoded once, when it is first asked for.
final class ControlPageResponses: Sendable {
    private let basePath: String
    private let encoded = Mutex<[String: HTTPStaticResponse]>([:])

    /// - Parameter basePath: `/`, or the path below which the page is.
    init(basePath: String) {
        var base = basePath[...]
        while base.last == "/" { base = base.dropLast() }
        self.basePath = String(base)
    }

    /// The answer for a path, or `nil` when the page has nothing there.
    func answer(_ path: String, ifNoneMatch: String?) throws -> HTTPServerAction? {
        guard path.utf8.starts(with: self.basePath.utf8) else { return nil }
        var rest = String(decoding: path.utf8.dropFirst(self.basePath.utf8.count), as: UTF8.self)
        if rest.isEmpty { rest = "/" }
        guard rest.hasPrefix("/"), let asset = ControlPage.asset(at: rest.utf8) else { return nil }
        if let ifNoneMatch, ControlPage.matches(ifNoneMatch, asset) {
            return .respond(HTTPServerResponse(status: .notModified, fields: Self.fields(asset)))
        }
        if let known = self.encoded.withLock({ $0[rest] }) { return .respondStatic(known) }
        let response = try HTTPStaticResponse(HTTPServerResponse(fields: Self.fields(asset), body: self.body(asset)))
        self.encoded.withLock { $0[rest] = response }
        return .respondStatic(response)
    }

    private static func fields(_ asset: ControlPageAsset) -> HTTPFields {
        var fields: HTTPFields = [.contentType: asset.contentType.description, .eTag: asset.etag.description]
        for (name, value) in ControlPage.headers { fields.set(HTTPFieldName(name.description), value.description) }
        return fields
    }

    /// The page names its files from the root; below another path they are there too.
    private func body(_ asset: ControlPageAsset) -> [UInt8] {
        guard !self.basePath.isEmpty, asset.path.description == "/" else { return [UInt8](asset.bytes) }
        let needle = Array("\"/assets/".utf8)
        let replacement = Array("\"\(self.basePath)/assets/".utf8)
        var output: [UInt8] = []
        var rest = asset.bytes[...]
        while let byte = rest.first {
            if byte == needle[0], rest.starts(with: needle) {
                output += replacement
                rest = rest.dropFirst(needle.count)
            } else {
                output.append(byte)
                rest = rest.dropFirst()
            }
        }
        return output
    }
}
