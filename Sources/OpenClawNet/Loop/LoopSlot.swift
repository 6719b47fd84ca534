// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A registration with the selector.
struct LoopSlot {
    // Tells events of a former owner of the slot apart.
    var generation: UInt32 = 0
    var object: LoopObject?
}
