// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What became of a device at the door.
package enum DeviceAdmission: Sendable {
    /// It is paired, and this is its token.
    case admitted(PairedDevice, DeviceToken)
    /// It has to wait for an operator; `device` is what was approved before.
    case waits(DevicePairingRequest, device: PairedDevice?)
}
