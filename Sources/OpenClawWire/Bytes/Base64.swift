// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Base64 with the standard alphabet and padding (RFC 4648 section 4).
public enum Base64 {
    /// Encodes.
    public static func encode(_ bytes: [UInt8]) -> String { "" }

    /// Decodes strictly: padding required, no line ends, no stray bits; nil otherwise.
    public static func decode(_ string: String) -> [UInt8]? { nil }
}
