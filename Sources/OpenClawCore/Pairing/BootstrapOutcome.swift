// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What becomes of a device that shows the secret of a setup code.
package enum BootstrapOutcome: Sendable, Hashable {
    /// It is paired for the code's roles, and the code is used up. `tokens` are its tokens, that of its role first.
    case paired(PairedDevice, tokens: [DeviceToken])
    /// A person took one of the device's tokens away; only a person gives it another one. The code stays.
    case waits(DevicePairingRequest, device: PairedDevice?)
    /// There is no such code, or it has been used or is too old.
    case unknown
    /// The code is not for this role, or for fewer scopes. It stays.
    case tooLittle
}
