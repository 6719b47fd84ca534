// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration.Session {
    /// When conversations begin anew, for a gateway; its time zone is the caller's to find.
    public var resets: SessionResets {
        var byType: [ConversationType: ResetPolicy] = [:]
        byType[.direct] = self.resetByType.direct?.policy
        byType[.group] = self.resetByType.group?.policy
        byType[.thread] = self.resetByType.thread?.policy
        return SessionResets(
            policy: self.reset.policy,
            byType: byType,
            byChannel: Dictionary(
                self.resetByChannel.map { (ChannelID($0.key.lowercased()), $0.value.policy) },
                uniquingKeysWith: { first, _ in first }
            ),
            triggers: ResetTriggers(self.resetTriggers)
        )
    }
}
