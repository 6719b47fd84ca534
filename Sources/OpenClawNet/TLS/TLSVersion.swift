// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import COpenSSL

/// A version of the TLS protocol. Older ones are never spoken (RFC 8996).
public enum TLSVersion: Int, Comparable, Sendable {
    /// TLS 1.2 (RFC 5246).
    case v12 = 12
    /// TLS 1.3 (RFC 8446).
    case v13 = 13

    /// Orders by age.
    public static func < (left: TLSVersion, right: TLSVersion) -> Bool { left.rawValue < right.rawValue }

    var libraryValue: Int {
        switch self {
        case .v12: Int(TLS1_2_VERSION)
        case .v13: Int(TLS1_3_VERSION)
        }
    }
}
