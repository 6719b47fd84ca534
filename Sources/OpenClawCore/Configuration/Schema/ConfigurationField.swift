// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One key of an object: how it is written in the file and where it lives in the Swift value.
///
/// Key paths are made when a key is read or written, and the type of a key with keys of its own when somebody wants to know about it or sets
/// it: the runtime spends microseconds on each, and most are never used.
package struct ConfigurationField<Root: Sendable>: Sendable {
    /// The name in the file.
    let name: String
    /// Other names that mean the same.
    let aliases: [String]
    /// What the schema says about it.
    let key: @Sendable () -> ConfigurationKey
    /// Reads the file's value into the Swift value.
    let read: @Sendable (JSONValue, inout Root, inout ConfigurationDecoder) -> Void
    /// The value as a file would have it; `nil` when it is not set.
    let write: @Sendable (Root) -> JSONValue?

    /// A key with a default.
    static func key<Value: Sendable>(
        _ name: String,
        _ property: @escaping @autoclosure @Sendable () -> any WritableKeyPath<Root, Value> & Sendable,
        _ type: @escaping @autoclosure @Sendable () -> ConfigurationType<Value>,
        default fallback: Value,
        aliases: [String] = [],
        reload: ConfigurationReload = .restart,
        environment: [String] = [],
        flag: String? = nil,
        isAvailable: Bool = true,
        _ summary: String
    ) -> Self {
        Self(
            name: name,
            aliases: aliases,
            key: {
                let type = type()
                let shown: JSONValue? = if case .value = type.shape { type.encode(fallback) } else { nil }
                return ConfigurationKey(
                    name: name,
                    aliases: aliases,
                    summary: summary,
                    shape: type.shape,
                    defaultValue: shown,
                    reload: reload,
                    isSecret: type.isSecret,
                    environment: environment,
                    flag: flag,
                    isAvailable: isAvailable
                )
            },
            read: { value, root, decoder in
                let type = type()
                decoder.isSecret = type.isSecret
                defer { decoder.isSecret = false }
                guard let decoded = type.decode(value, &decoder) else { return }
                if !isAvailable, type.encode(decoded) != type.encode(fallback) { decoder.noteKey(.notAvailable, Self.noEffect) }
                root[keyPath: property()] = decoded
            },
            write: { type().encode($0[keyPath: property()]) }
        )
    }

    /// A key without a default: `nil` until somebody sets it.
    static func key<Value: Sendable>(
        _ name: String,
        _ property: @escaping @autoclosure @Sendable () -> any WritableKeyPath<Root, Value?> & Sendable,
        _ type: @escaping @autoclosure @Sendable () -> ConfigurationType<Value>,
        aliases: [String] = [],
        reload: ConfigurationReload = .restart,
        environment: [String] = [],
        flag: String? = nil,
        isAvailable: Bool = true,
        _ summary: String
    ) -> Self {
        Self(
            name: name,
            aliases: aliases,
            key: {
                let type = type()
                return ConfigurationKey(
                    name: name,
                    aliases: aliases,
                    summary: summary,
                    shape: type.shape,
                    defaultValue: nil,
                    reload: reload,
                    isSecret: type.isSecret,
                    environment: environment,
                    flag: flag,
                    isAvailable: isAvailable
                )
            },
            read: { value, root, decoder in
                let type = type()
                decoder.isSecret = type.isSecret
                defer { decoder.isSecret = false }
                guard let decoded = type.decode(value, &decoder) else { return }
                if !isAvailable { decoder.noteKey(.notAvailable, Self.noEffect) }
                root[keyPath: property()] = decoded
            },
            write: { $0[keyPath: property()].map(type().encode) }
        )
    }

    private static var noEffect: String { "has no effect in this version" }
}
