// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Every method this gateway answers by itself.
    static let standardMethods: [Method] =
        // The first of a name gives way to a later one: what exists replaces what does not.
        missingMethods
        + statusMethods + chatMethods + agentMethods + sessionMethods + sessionSubscriptionMethods + catalogMethods + nodeMethods
        + nodeRoleMethods + nodePendingMethods + devicePairingMethods + setupCodeMethods + nodePairingMethods + nodePairingRequestMethods
        + execApprovalMethods + execApprovalsFileMethods + operationsMethods + inventoryMethods + sessionRunMethods + compactionMethods
        + compactionPointMethods + sendMethods + pollMethods + messageMethods + channelMethods + cronMethods + taskMethods
        + toolMethods
}
