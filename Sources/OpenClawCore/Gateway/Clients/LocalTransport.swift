// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Collects the responses to one call of an in-process client.
final class LocalTransport: ClientTransport {
    private let expectsFinal: Bool
    private let frames = Mailbox<[UInt8]>(capacity: 4, overflow: .reject)

    init(expectsFinal: Bool) { self.expectsFinal = expectsFinal }

    func send(_ frame: [UInt8]) { self.frames.offer(frame) }

    func close(_ code: CloseCode, reason: String) { self.frames.close() }

    /// The payload of the response, or of the last one when several are expected.
    func response() async throws -> JSONValue {
        while let frame = await self.frames.next() {
            let value = try JSONValue(parsing: frame)
            guard value["ok"]?.boolValue == true else { throw Self.error(value["error"]) }
            let payload = value["payload"] ?? .null
            if self.expectsFinal, payload["status"]?.stringValue == "accepted" { continue }
            return payload
        }
        throw CancellationError()
    }

    private static func error(_ value: JSONValue?) -> MethodError {
        MethodError(
            ErrorCode(rawValue: value?["code"]?.stringValue ?? "UNAVAILABLE"),
            value?["message"]?.stringValue ?? "the call failed",
            details: value?["details"]?.objectValue,
            retryable: value?["retryable"]?.boolValue,
            retryAfterMilliseconds: value?["retryAfterMs"]?.intValue.map { Int($0) }
        )
    }
}
