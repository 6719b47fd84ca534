// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What it takes for a changed value to take effect.
public enum ConfigurationReload: String, Sendable, Hashable {
    /// The running gateway takes it over.
    case hot
    /// The gateway has to be restarted.
    case restart
    /// It only matters to commands, which read it each time.
    case none
}
