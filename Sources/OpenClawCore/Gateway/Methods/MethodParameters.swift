// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The parameters of a call, with checks that name the parameter in their errors.
public struct MethodParameters: Sendable {
    /// The method, for error messages.
    public let method: String
    /// The parameters.
    public let object: JSONObject

    /// Reads parameters; absent ones are an empty object.
    init(method: String, json: [UInt8], known: Set<String>) throws(MethodError) {
        self.method = method
        guard !json.isEmpty else {
            self.object = [:]
            return
        }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: json)
        } catch {
            throw .invalid("invalid \(method) params: \(error)")
        }
        switch value {
        case .null: self.object = [:]
        case .object(let object): self.object = object
        default: throw .invalid("invalid \(method) params: at root: must be an object")
        }
        for (key, _) in self.object where !known.contains(key) {
            throw .invalid("invalid \(method) params: at root: unexpected property '\(key)'")
        }
    }

    /// Whether the parameter is there and not `null`.
    public func has(_ name: String) -> Bool { !(self.object[name]?.isNull ?? true) }

    /// A text, or `nil` when absent.
    public func string(_ name: String, maximumLength: Int = 1 << 20) throws(MethodError) -> String? {
        switch self.object[name] {
        case nil, .null: return nil
        case .string(let text):
            guard text.utf8.count <= maximumLength else { throw self.error(name, "must be at most \(maximumLength) bytes") }
            return text
        default: throw self.error(name, "must be a string")
        }
    }

    /// A text that must be there and not empty.
    public func requiredString(_ name: String, maximumLength: Int = 1 << 20) throws(MethodError) -> String {
        guard let text = try self.string(name, maximumLength: maximumLength) else { throw self.error(name, "is required") }
        guard !text.isEmpty else { throw self.error(name, "must not be empty") }
        return text
    }

    /// A name that lists, logs and the ledger show, without control characters, or `nil` when absent.
    public func name(_ name: String, maximumLength: Int) throws(MethodError) -> String? {
        guard let text = try self.string(name, maximumLength: maximumLength) else { return nil }
        guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }) else {
            throw self.error(name, "must be at most \(maximumLength) bytes without control characters")
        }
        return text
    }

    /// The key that makes a call the same when it is sent again, or `nil` when absent: at most 256 bytes without control characters.
    public func idempotencyKey() throws(MethodError) -> String? { try self.name("idempotencyKey", maximumLength: 256) }

    /// The key that makes a call the same when it is sent again, which must be there and not empty.
    public func requiredIdempotencyKey() throws(MethodError) -> String {
        guard let key = try self.idempotencyKey() else { throw self.error("idempotencyKey", "is required") }
        guard !key.isEmpty else { throw self.error("idempotencyKey", "must not be empty") }
        return key
    }

    /// A whole number in a range, or `nil` when absent.
    public func int(_ name: String, in range: ClosedRange<Int>) throws(MethodError) -> Int? {
        guard self.has(name), let value = self.object[name] else { return nil }
        guard let number = value.intValue else { throw self.error(name, "must be an integer") }
        guard range.contains(Int(number)) else {
            throw self.error(name, "must be between \(range.lowerBound) and \(range.upperBound)")
        }
        return Int(number)
    }

    /// Yes or no, or `nil` when absent.
    public func bool(_ name: String) throws(MethodError) -> Bool? {
        switch self.object[name] {
        case nil, .null: return nil
        case .bool(let flag): return flag
        default: throw self.error(name, "must be a boolean")
        }
    }

    /// A list of texts, or `nil` when absent.
    public func strings(_ name: String, maximumCount: Int = 1_000) throws(MethodError) -> [String]? {
        guard self.has(name), let value = self.object[name] else { return nil }
        guard let items = value.arrayValue else { throw self.error(name, "must be an array of strings") }
        guard items.count <= maximumCount else { throw self.error(name, "must have at most \(maximumCount) items") }
        var texts: [String] = []
        for item in items {
            guard let text = item.stringValue else { throw self.error(name, "must be an array of strings") }
            texts.append(text)
        }
        return texts
    }

    /// A session key, or `nil` when absent.
    public func sessionKey(_ name: String, router: Router, agent: AgentID? = nil) throws(MethodError) -> SessionKey? {
        guard let text = try self.string(name, maximumLength: SessionKey.maximumLength) else { return nil }
        let key = router.canonicalKey(text, agent: agent)
        guard key.isValid else { throw self.error(name, "must be 1 to \(SessionKey.maximumLength) bytes without control characters") }
        return key
    }

    /// An error about one parameter.
    public func error(_ name: String, _ complaint: String) -> MethodError {
        .invalid("invalid \(self.method) params: \(name) \(complaint)")
    }
}
