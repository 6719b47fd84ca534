// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Writes dates in the one format HTTP senders may use (RFC 9110 section 5.6.7).
public enum HTTPDate {
    /// Writes for example `Sun, 06 Nov 1994 08:49:37 GMT`: always 29 bytes for the years 0 to 9999.
    public static func write(unixSeconds: Int64, into output: inout [UInt8]) {}
}
