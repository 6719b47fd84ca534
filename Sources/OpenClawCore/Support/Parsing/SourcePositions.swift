// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where the values of a document stand in their file, so that later errors can name the place.
public struct SourcePositions: Sendable {
    private struct Entry: Sendable {
        let key: SourcePosition?
        let value: SourcePosition
    }

    private var entries: [JSONPath: Entry] = [:]

    /// Creates a table without places.
    public init() {}

    /// Notes where the value at `path` starts, and its key if it is a member.
    public mutating func record(_ path: JSONPath, key: SourcePosition?, value: SourcePosition) {
        entries[path] = Entry(key: key, value: value)
    }

    /// Where the value at `path` starts; for a value which is not there, where the nearest thing around it starts.
    public func value(at path: JSONPath) -> SourcePosition? {
        nearest(path)?.value
    }

    /// Where the key of the member at `path` stands; for elements and absent values like ``value(at:)``.
    public func key(at path: JSONPath) -> SourcePosition? {
        nearest(path).map { $0.key ?? $0.value }
    }

    private func nearest(_ path: JSONPath) -> Entry? {
        var path = path
        while true {
            if let entry = entries[path] { return entry }
            guard let parent = path.parent else { return nil }
            path = parent
        }
    }
}
