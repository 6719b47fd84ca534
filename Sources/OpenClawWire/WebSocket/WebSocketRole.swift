// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which end of the connection this is: clients mask their frames, servers do not.
public enum WebSocketRole: UInt8, Sendable, Hashable {
    /// Accepts masked frames only and sends unmasked ones.
    case server
    /// Accepts unmasked frames only and sends masked ones.
    case client
}
