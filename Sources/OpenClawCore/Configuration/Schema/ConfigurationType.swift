// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How values of a Swift type are written in a configuration.
package struct ConfigurationType<Value: Sendable>: Sendable {
    /// What they look like.
    let shape: ConfigurationShape
    /// Whether they must never be shown.
    let isSecret: Bool
    /// Reads one; reports what is wrong and returns `nil` when it is none.
    let decode: @Sendable (JSONValue, inout ConfigurationDecoder) -> Value?
    /// Writes one.
    let encode: @Sendable (Value) -> JSONValue

    init(
        shape: ConfigurationShape,
        isSecret: Bool = false,
        decode: @escaping @Sendable (JSONValue, inout ConfigurationDecoder) -> Value?,
        encode: @escaping @Sendable (Value) -> JSONValue
    ) {
        self.shape = shape
        self.isSecret = isSecret
        self.decode = decode
        self.encode = encode
    }
}
