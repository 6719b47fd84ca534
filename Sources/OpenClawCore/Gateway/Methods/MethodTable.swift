// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The methods a gateway answers, by name.
public struct MethodTable: Sendable {
    private var methods: [String: Method]

    /// Makes a table; a later method of the same name replaces an earlier one.
    public init(_ methods: [Method]) {
        self.methods = Dictionary(minimumCapacity: methods.count)
        for method in methods { self.methods[method.name] = method }
    }

    /// The method of this name.
    public subscript(name: String) -> Method? { self.methods[name] }

    /// The names that `features.methods` lists, sorted.
    public var advertisedNames: [String] { self.methods.values.filter(\.isAdvertised).map(\.name).sorted() }
}
