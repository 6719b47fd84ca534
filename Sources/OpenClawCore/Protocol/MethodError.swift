// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A failed response: code, words, details and whether another attempt makes sense.
public struct MethodError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure.
    public var code: ErrorCode
    /// What happened and what to do.
    public var message: String
    /// Further fields for programs.
    public var details: JSONObject?
    /// Whether the same request may succeed later; `nil` leaves the key out.
    public var retryable: Bool?
    /// How long to wait before another attempt, in milliseconds.
    public var retryAfterMilliseconds: Int?

    /// Makes an error.
    public init(
        _ code: ErrorCode,
        _ message: String,
        details: JSONObject? = nil,
        retryable: Bool? = nil,
        retryAfterMilliseconds: Int? = nil
    ) {
        self.code = code
        self.message = message
        self.details = details
        self.retryable = retryable
        self.retryAfterMilliseconds = retryAfterMilliseconds
    }

    /// An `INVALID_REQUEST` with these words.
    public static func invalid(_ message: String, details: JSONObject? = nil) -> MethodError {
        MethodError(.invalidRequest, message, details: details)
    }

    /// An `UNAVAILABLE` with these words.
    public static func unavailable(_ message: String, retryAfterMilliseconds: Int? = nil) -> MethodError {
        MethodError(
            .unavailable,
            message,
            retryable: retryAfterMilliseconds == nil ? nil : true,
            retryAfterMilliseconds: retryAfterMilliseconds
        )
    }

    /// The error object of a response.
    public var json: JSONValue {
        var object: JSONObject = ["code": .string(self.code.rawValue), "message": .string(self.message)]
        if let details { object["details"] = .object(details) }
        if let retryable { object["retryable"] = .bool(retryable) }
        if let retryAfterMilliseconds { object["retryAfterMs"] = .int(Int64(retryAfterMilliseconds)) }
        return .object(object)
    }

    /// Reads the error object of a response; `nil` when it is none.
    init?(json: JSONValue) {
        guard let code = json["code"]?.stringValue, let message = json["message"]?.stringValue else { return nil }
        self.init(
            ErrorCode(rawValue: code),
            message,
            details: json["details"]?.objectValue,
            retryable: json["retryable"]?.boolValue,
            retryAfterMilliseconds: json["retryAfterMs"]?.intValue.map { Int($0) }
        )
    }

    /// `CODE: message`.
    public var description: String { "\(self.code): \(self.message)" }
}
