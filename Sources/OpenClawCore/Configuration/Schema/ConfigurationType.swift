// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How values of a Swift type are written in a configuration.
package struct ConfigurationType<Value: Sendable>: Sendable {
    /// What they look like; made when somebody asks, since that of an object names all keys below it.
    var shape: ConfigurationShape { self.makeShape() }
    /// Whether they must never be shown.
    let isSecret: Bool
    /// Reads one; reports what is wrong and returns `nil` when it is none.
    let decode: @Sendable (JSONValue, inout ConfigurationDecoder) -> Value?
    /// Writes one.
    let encode: @Sendable (Value) -> JSONValue
    private let makeShape: @Sendable () -> ConfigurationShape

    init(
        shape: @escaping @autoclosure @Sendable () -> ConfigurationShape,
        isSecret: Bool = false,
        decode: @escaping @Sendable (JSONValue, inout ConfigurationDecoder) -> Value?,
        encode: @escaping @Sendable (Value) -> JSONValue
    ) {
        self.makeShape = shape
        self.isSecret = isSecret
        self.decode = decode
        self.encode = encode
    }
}
