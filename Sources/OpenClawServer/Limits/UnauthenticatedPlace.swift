// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One of the places an address has for sockets that have not authenticated. It is free again when nobody holds it any more, also when
/// the upgrade came to nothing (CVE-2026-100558).
final class UnauthenticatedPlace: Sendable {
    private let limits: AccessLimits
    private let key: String?

    /// - Parameter key: the address; `nil` when it is not counted.
    init(_ limits: AccessLimits, key: String?) {
        self.limits = limits
        self.key = key
    }

    deinit {
        if let key { self.limits.freePlace(key) }
    }
}
