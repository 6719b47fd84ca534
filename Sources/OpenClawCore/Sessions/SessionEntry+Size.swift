// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension SessionEntry {
    /// About how many bytes the entry takes, for bounds; its JSON text is seldom more than a few dozen bytes longer.
    var approximateByteCount: Int {
        let fixed = 96 + self.id.utf8.count + (self.parentID?.utf8.count ?? 0)
        switch self.kind {
        case .message(let message): return fixed + message.approximateByteCount
        case .compaction(let summary, let firstKept, _): return fixed + summary.utf8.count + (firstKept?.utf8.count ?? 0)
        case .other(let type, let fields): return fixed + type.utf8.count + JSONValue.object(fields).approximateByteCount
        }
    }
}

extension ChatMessage {
    fileprivate var approximateByteCount: Int {
        var count = 32
        for block in self.content {
            switch block {
            case .text(let text), .thinking(let text): count += 24 + text.utf8.count
            case .media(let object), .other(let object): count += JSONValue.object(object).approximateByteCount
            case .toolCall(let call):
                count += 48 + call.id.utf8.count + call.name.utf8.count + call.arguments.approximateByteCount
            }
        }
        if !self.extra.isEmpty { count += JSONValue.object(self.extra).approximateByteCount }
        return count
    }
}

extension JSONValue {
    /// About how many bytes the value's JSON text has.
    var approximateByteCount: Int {
        switch self {
        case .null, .bool: 5
        case .int, .double: 12
        case .string(let text): 2 + text.utf8.count
        case .array(let elements): elements.reduce(2) { $0 + 1 + $1.approximateByteCount }
        case .object(let object): object.reduce(2) { $0 + 4 + $1.key.utf8.count + $1.value.approximateByteCount }
        }
    }
}
