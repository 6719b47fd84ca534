// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ScopeSet {
    /// The scopes of wire names; names this gateway does not know give nothing.
    public init(names: some Sequence<String>) {
        self = []
        for name in names {
            if let scope = ScopeSet(name: name) { self.insert(scope) }
        }
    }

    /// The wire names.
    var json: JSONValue { .array(self.wireNames.map { .string($0) }) }

    /// Reads wire names; `nil` when it is no list.
    init?(json: JSONValue?) {
        guard let list = json?.arrayValue else { return nil }
        self.init(names: list.compactMap(\.stringValue))
    }
}
