// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A value with its origin; what files, environment and flags are merged in.
struct ConfigurationNode: Sendable {
    enum Content: Sendable {
        case scalar(JSONValue)
        case array([ConfigurationNode])
        case object([Member])
    }

    struct Member: Sendable {
        var key: String
        var node: ConfigurationNode
    }

    var content: Content
    var origin: ConfigurationOrigin
    /// Where the key stands, for a member of an object in a file.
    var keyOrigin: ConfigurationOrigin?
    /// Whether a string may stand for a number, a truth value or a list.
    var isTextual = false

    init(_ content: Content, origin: ConfigurationOrigin, isTextual: Bool = false) {
        self.content = content
        self.origin = origin
        self.isTextual = isTextual
    }

    /// Wraps a value whose parts have places of their own.
    init(
        _ value: JSONValue,
        at path: JSONPath = .root,
        origin: (JSONPath) -> ConfigurationOrigin,
        keyOrigin: (JSONPath) -> ConfigurationOrigin?
    ) {
        self.origin = origin(path)
        self.keyOrigin = keyOrigin(path)
        switch value {
        case .array(let elements):
            self.content = .array(
                elements.enumerated().map {
                    ConfigurationNode($0.element, at: path.appending($0.offset), origin: origin, keyOrigin: keyOrigin)
                }
            )
        case .object(let object):
            self.content = .object(
                object.map {
                    Member(
                        key: $0.key,
                        node: ConfigurationNode($0.value, at: path.appending($0.key), origin: origin, keyOrigin: keyOrigin)
                    )
                }
            )
        default:
            self.content = .scalar(value)
        }
    }

    /// The value without origins.
    var value: JSONValue {
        switch self.content {
        case .scalar(let value): value
        case .array(let elements): .array(elements.map(\.value))
        case .object(let members): .object(JSONObject(members.map { ($0.key, $0.node.value) }))
        }
    }

    /// The member under a key; setting `nil` removes it.
    subscript(key: String) -> ConfigurationNode? {
        get {
            guard case .object(let members) = self.content else { return nil }
            return members.first { $0.key == key }?.node
        }
        set {
            var members: [Member] = []
            if case .object(let existing) = self.content { members = existing }
            let position = members.firstIndex { $0.key == key }
            switch (position, newValue) {
            case (let position?, let node?): members[position].node = node
            case (nil, let node?): members.append(Member(key: key, node: node))
            case (let position?, nil): members.remove(at: position)
            case (nil, nil): return
            }
            self.content = .object(members)
        }
    }

    /// The node at a path of keys.
    func node(at keys: ArraySlice<String>) -> ConfigurationNode? {
        guard let first = keys.first else { return self }
        return self[first]?.node(at: keys.dropFirst())
    }

    /// Sets the node at a path of keys. An object is made where there is none; a value that is no object on the way is left for the
    /// schema to complain about.
    mutating func set(_ node: ConfigurationNode, at keys: ArraySlice<String>) {
        guard let first = keys.first else {
            self = node
            return
        }
        var child = self[first] ?? ConfigurationNode(.object([]), origin: node.origin)
        if keys.count > 1, case .object = child.content {} else if keys.count > 1 { return }
        child.set(node, at: keys.dropFirst())
        self[first] = child
    }

    /// Takes the node at a path of keys out; objects that become empty go too.
    mutating func remove(at keys: ArraySlice<String>) -> ConfigurationNode? {
        guard let first = keys.first, var child = self[first] else { return nil }
        if keys.count == 1 {
            self[first] = nil
            return child
        }
        let removed = child.remove(at: keys.dropFirst())
        if removed != nil, case .object(let members) = child.content, members.isEmpty {
            self[first] = nil
        } else {
            self[first] = child
        }
        return removed
    }

    /// Puts another node over this one: objects merge member by member, arrays are joined, everything else is replaced.
    mutating func merge(_ other: ConfigurationNode) {
        switch (self.content, other.content) {
        case (.object, .object(let members)):
            for member in members {
                if var mine = self[member.key] {
                    mine.merge(member.node)
                    self[member.key] = mine
                } else {
                    self[member.key] = member.node
                }
            }
        case (.array(let mine), .array(let theirs)):
            self.content = .array(mine + theirs)
        default:
            self = other
        }
    }
}
