// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What became of a delivery.
enum DeliveryEnd: Sendable, Hashable {
    /// The platform has taken it.
    case sent
    /// Nobody knows whether the platform has taken it.
    case unknown(String)
    /// It was not sent.
    case failed(String)
}
