// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

package import OpenClawWire

/// A request to a model service.
package struct ModelCall: Sendable {
    /// Where to.
    package var url: WireURL
    /// The fields.
    package var fields: HTTPFields
    /// The JSON content.
    package var body: [UInt8]
    /// How long the steps may take.
    package var timeouts: ModelTimeouts

    package init(url: WireURL, fields: HTTPFields, body: [UInt8], timeouts: ModelTimeouts) {
        self.url = url
        self.fields = fields
        self.body = body
        self.timeouts = timeouts
    }
}
