// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Parameters of `connect`, right in every point unless a test says otherwise.
enum ConnectFrame {
    static func params(
        minimum: Int = 4,
        maximum: Int = 4,
        id: String = "test",
        mode: String = "ui",
        scopes: [String]? = nil,
        auth: JSONValue? = .object(["token": .string(LiveGateway.token)]),
        capabilities: [String] = []
    ) -> JSONObject {
        let scopes = scopes ?? ["operator.read", "operator.write", "operator.admin"]
        var params: JSONObject = [
            "minProtocol": .int(Int64(minimum)), "maxProtocol": .int(Int64(maximum)),
            "client": .object(["id": .string(id), "version": "1.0", "platform": "test", "mode": .string(mode)]),
            "role": "operator", "scopes": .array(scopes.map { .string($0) }), "caps": .array(capabilities.map { .string($0) }),
        ]
        if let auth { params["auth"] = auth }
        return params
    }
}
