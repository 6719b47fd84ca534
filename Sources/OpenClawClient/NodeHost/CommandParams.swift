// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// The parameters of a node's command, with checks that name the parameter.
struct CommandParams {
    let object: JSONObject

    init(_ invocation: NodeInvocation, known: Set<String>) throws(NodeError) {
        guard invocation.params.isNull || invocation.params.objectValue != nil else {
            throw NodeError(.invalidParams, "the parameters of \(invocation.command) are an object")
        }
        self.object = invocation.params.objectValue ?? [:]
        for (key, _) in self.object where !known.contains(key) {
            throw NodeError(.invalidParams, "\(invocation.command) does not know the parameter \"\(DisplayText.plain(key, maximumLength: 64))\"")
        }
    }

    func text(_ name: String, maximum: Int = 4_096) throws(NodeError) -> String? {
        guard let value = self.object[name], !value.isNull else { return nil }
        guard let text = value.stringValue, text.utf8.count <= maximum, !text.utf8.contains(0) else {
            throw NodeError(.invalidParams, "\(name) is a text of at most \(maximum) bytes")
        }
        return text
    }

    func required(_ name: String, maximum: Int = 4_096) throws(NodeError) -> String {
        guard let text = try self.text(name, maximum: maximum), !text.isEmpty else { throw NodeError(.invalidParams, "\(name) is missing") }
        return text
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(NodeError) -> Int? {
        guard let value = self.object[name], !value.isNull else { return nil }
        guard let number = value.intValue, range.contains(Int(number)) else {
            throw NodeError(.invalidParams, "\(name) is a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return Int(number)
    }

    func bool(_ name: String) throws(NodeError) -> Bool {
        guard let value = self.object[name], !value.isNull else { return false }
        guard let flag = value.boolValue else { throw NodeError(.invalidParams, "\(name) is true or false") }
        return flag
    }

    func texts(_ name: String, maximum: Int) throws(NodeError) -> [String]? {
        guard let value = self.object[name], !value.isNull else { return nil }
        guard let items = value.arrayValue, items.count <= maximum else {
            throw NodeError(.invalidParams, "\(name) is a list of at most \(maximum) texts")
        }
        let texts = items.compactMap(\.stringValue)
        guard texts.count == items.count else { throw NodeError(.invalidParams, "\(name) is a list of texts") }
        return texts
    }
}
