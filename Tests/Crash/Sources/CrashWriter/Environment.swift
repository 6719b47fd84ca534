// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The variables of the process.
enum Environment {
    static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}
