// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Writes requests and reads responses (PROTOCOL 1.3).
enum GatewayFrame {
    /// A request.
    static func request(id: String, method: String, params: JSONValue) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: 256)
        writer.beginObject()
        writer.field("type", "req")
        writer.field("id", id)
        writer.field("method", method)
        writer.field("params", params)
        writer.endObject()
        return writer.bytes
    }

    /// The payload of a response, or its error.
    static func payload(of response: JSONValue, method: String) throws(GatewayClientError) -> JSONValue {
        if response["ok"]?.boolValue == true { return response["payload"] ?? .null }
        let error = self.error(of: response)
        throw GatewayClientError(.refused, "\(method): \(error.message)", method: error)
    }

    /// The error of a failed response.
    static func error(of response: JSONValue) -> MethodError {
        let value = response["error"]
        return MethodError(
            ErrorCode(rawValue: value?["code"]?.stringValue ?? ErrorCode.unavailable.rawValue),
            value?["message"]?.stringValue ?? "the gateway gave no reason",
            details: value?["details"]?.objectValue,
            retryable: value?["retryable"]?.boolValue,
            retryAfterMilliseconds: value?["retryAfterMs"]?.intValue.map { Int($0) }
        )
    }
}
