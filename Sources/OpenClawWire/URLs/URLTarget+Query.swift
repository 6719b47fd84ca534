// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension URLTarget {
    /// The first value of a query parameter, decoded (`+` is a space); nil when it is absent or cannot be decoded.
    public func queryValue(_ name: String) -> String? {
        var found: String?
        forEachItem { item in
            guard item.name == name else { return true }
            found = item.value
            return false
        }
        return found
    }

    /// All query parameters in order, decoded; at most `limit`. Parameters which cannot be decoded are left out.
    public func queryItems(limit: Int = 128) -> [QueryItem] {
        var items: [QueryItem] = []
        forEachItem { item in
            guard items.count < limit else { return false }
            items.append(item)
            return true
        }
        return items
    }

    private func forEachItem(_ body: (QueryItem) -> Bool) {
        guard let query else { return }
        for pair in [UInt8](query.utf8).split(separator: 0x26) {
            let equals = pair.firstIndex(of: 0x3D)
            let rawValue = equals.map { pair[($0 + 1)...] } ?? pair[pair.endIndex...]
            guard let name = PercentEncoding.decodeText(pair[..<(equals ?? pair.endIndex)], plusIsSpace: true),
                let value = PercentEncoding.decodeText(rawValue, plusIsSpace: true)
            else { continue }
            guard body(QueryItem(name: name, value: value)) else { return }
        }
    }
}
