// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import OpenClawWire

/// Serves the control page.
enum ControlPageResponses {
    /// The asset at a path.
    static func find(_ path: String) -> ControlPageAsset? { ControlPage.asset(at: path.utf8) }

    /// The answer with an asset, or 304 when the browser has it.
    static func response(_ asset: ControlPageAsset, ifNoneMatch: String?) -> HTTPServerResponse {
        var fields: HTTPFields = [.contentType: asset.contentType.description, .eTag: asset.etag.description]
        for (name, value) in ControlPage.headers { fields.set(HTTPFieldName(name.description), value.description) }
        if let ifNoneMatch, ControlPage.matches(ifNoneMatch, asset) {
            return HTTPServerResponse(status: .notModified, fields: fields)
        }
        return HTTPServerResponse(fields: fields, body: [UInt8](asset.bytes))
    }
}
