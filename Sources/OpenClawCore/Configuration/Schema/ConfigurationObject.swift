// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The keys of an object and how to read it strictly.
package struct ConfigurationObject<Root: Sendable>: Sendable {
    private let make: @Sendable () -> Root
    private let fields: [ConfigurationField<Root>]
    private let required: [String]
    private let reserved: [ReservedConfigurationKey]
    private let check: @Sendable (inout Root, inout ConfigurationDecoder) -> Void

    /// Makes an object type.
    /// - Parameters:
    ///   - make: The value when no key is set.
    ///   - required: Keys that must be set.
    ///   - reserved: Keys that are known and do nothing.
    ///   - check: What cannot be said of one key alone.
    init(
        _ make: @escaping @autoclosure @Sendable () -> Root,
        required: [String] = [],
        _ fields: [ConfigurationField<Root>],
        reserved: [ReservedConfigurationKey] = [],
        check: @escaping @Sendable (inout Root, inout ConfigurationDecoder) -> Void = { _, _ in }
    ) {
        self.make = make
        self.fields = fields
        self.required = required
        self.reserved = reserved
        self.check = check
    }

    /// As the type of a key.
    var type: ConfigurationType<Root> {
        ConfigurationType(shape: .object(self.keys), decode: { self.decode($0, &$1) }, encode: { self.encode($0) })
    }

    /// The keys.
    package var keys: [ConfigurationKey] {
        self.fields.map { field in
            var key = field.key()
            if self.required.contains(key.name) {
                key.isRequired = true
                key.defaultValue = nil
            }
            return key
        }
    }

    /// Reads an object; reports everything that is wrong with it.
    func decode(_ value: JSONValue, _ decoder: inout ConfigurationDecoder) -> Root? {
        guard case .object(let object) = value else {
            decoder.reportType(expected: .object([]), found: value)
            return nil
        }
        var root = self.make()
        let problemsBefore = decoder.problems.count
        var seen: [String: String] = [:]
        for (name, member) in object {
            decoder.descend(.key(name)) { decoder in
                guard let field = self.field(named: name, &decoder) else { return }
                if let other = seen[field.name] {
                    decoder.report(.conflict, "\"\(name)\" and \"\(other)\" are the same setting; remove one of them")
                    return
                }
                seen[field.name] = name
                field.read(member, &root, &decoder)
            }
        }
        for name in self.required where seen[name] == nil {
            decoder.report(.missingKey, "\"\(name)\" is missing; add it")
        }
        if decoder.problems.count == problemsBefore { self.check(&root, &decoder) }
        return root
    }

    /// The object with all keys that have a value.
    func encode(_ root: Root) -> JSONValue {
        var object = JSONObject()
        for field in self.fields {
            if let value = field.write(root) { object[field.name] = value }
        }
        return .object(object)
    }

    private func field(named name: String, _ decoder: inout ConfigurationDecoder) -> ConfigurationField<Root>? {
        if let field = self.fields.first(where: { $0.name == name }) { return field }
        if let field = self.fields.first(where: { ConfigurationKey.matches(name, name: $0.name, aliases: $0.aliases) }) {
            let place = (decoder.path.parent ?? JSONPath()).appending(field.name)
            decoder.noteKey(.alias, "is read as \(place); rename it")
            return field
        }
        if let key = self.reserved.first(where: { $0.name == name }) {
            switch key.answer {
            case .silence: break
            case .note: decoder.noteKey(.notAvailable, "\(key.purpose) has no effect in this version")
            case .refusal:
                decoder.reportKey(
                    .notAvailable,
                    "\(key.purpose) is not available in this version, and ignoring it would be unsafe; remove it"
                )
            }
            return nil
        }
        let nearest = NearestName.find(
            name,
            in: self.fields.map(\.name) + self.fields.flatMap(\.aliases)
                + self.reserved.filter { $0.answer != .silence }.map(\.name)
        )
        let canonical = nearest.map { name in self.fields.first { $0.aliases.contains(name) }?.name ?? name }
        if let canonical {
            decoder.reportKey(.unknownKey, "unknown key; did you mean \"\(canonical)\"?")
        } else if self.fields.count <= 12 {
            let known = self.fields.map { "\"\($0.name)\"" }.joined(separator: ", ")
            decoder.reportKey(.unknownKey, "unknown key; the keys here are \(known)")
        } else {
            decoder.reportKey(.unknownKey, "unknown key; remove it (Docs/Configuration.md lists all keys)")
        }
        return nil
    }
}
