// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// Writes a member with a string.
    @inlinable
    public mutating func field(_ key: StaticString, _ value: String) {
        self.key(key)
        string(value)
    }

    /// Writes a member with a whole number.
    @inlinable
    public mutating func field(_ key: StaticString, _ value: Int) {
        self.key(key)
        int(value)
    }

    /// Writes a member with a whole number.
    @inlinable
    public mutating func field(_ key: StaticString, _ value: Int64) {
        self.key(key)
        int(value)
    }

    /// Writes a member with a truth value.
    @inlinable
    public mutating func field(_ key: StaticString, _ value: Bool) {
        self.key(key)
        bool(value)
    }

    /// Writes a member with a number; see ``double(_:)``.
    @inlinable
    public mutating func field(_ key: StaticString, _ value: Double) {
        self.key(key)
        double(value)
    }

    /// Writes a member with any value.
    @inlinable
    public mutating func field(_ key: StaticString, _ value: JSONValue) {
        self.key(key)
        self.value(value)
    }

    /// Writes a member with an object.
    @inlinable
    public mutating func field(_ key: StaticString, _ value: JSONObject) {
        self.key(key)
        self.value(.object(value))
    }

    /// Writes a member with an array of strings.
    @inlinable
    public mutating func field(_ key: StaticString, _ values: [String]) {
        self.key(key)
        beginArray()
        for value in values { string(value) }
        endArray()
    }

    /// Writes a member whose value is JSON text already.
    @inlinable
    public mutating func field(_ key: StaticString, raw json: [UInt8]) {
        self.key(key)
        raw(json)
    }

    /// Writes a member with a string unless it is `nil`.
    @inlinable
    public mutating func fieldIfPresent(_ key: StaticString, _ value: String?) {
        if let value { field(key, value) }
    }

    /// Writes a member with a whole number unless it is `nil`.
    @inlinable
    public mutating func fieldIfPresent(_ key: StaticString, _ value: Int?) {
        if let value { field(key, value) }
    }

    /// Writes a member with a whole number unless it is `nil`.
    @inlinable
    public mutating func fieldIfPresent(_ key: StaticString, _ value: Int64?) {
        if let value { field(key, value) }
    }

    /// Writes a member with a truth value unless it is `nil`.
    @inlinable
    public mutating func fieldIfPresent(_ key: StaticString, _ value: Bool?) {
        if let value { field(key, value) }
    }

    /// Writes a member with a number unless it is `nil`.
    @inlinable
    public mutating func fieldIfPresent(_ key: StaticString, _ value: Double?) {
        if let value { field(key, value) }
    }

    /// Writes a member with any value unless it is `nil`.
    @inlinable
    public mutating func fieldIfPresent(_ key: StaticString, _ value: JSONValue?) {
        if let value { field(key, value) }
    }
}
