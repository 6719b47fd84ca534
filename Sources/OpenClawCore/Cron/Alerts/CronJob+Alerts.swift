// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension CronJob {
    /// The rule for its alerts; `nil` when it raises none.
    func alertRule(_ gateway: CronFailureAlerts) -> CronFailureAlerts? {
        switch self.failureAlert {
        case .off?: return nil
        case nil: return gateway.isEnabled ? gateway : nil
        case .parts(let after, let cooldown, let mode, let channel, let to, let accountID)?:
            var rule = gateway
            rule.after = after ?? rule.after
            rule.cooldown = cooldown ?? rule.cooldown
            // A place of its own is not mixed with the gateway's.
            if mode != nil || channel != nil || to != nil {
                (rule.mode, rule.channel, rule.to, rule.accountID) = (mode, channel, to, accountID)
            } else {
                rule.accountID = accountID ?? rule.accountID
            }
            return rule
        }
    }

    /// Where its alerts go by a rule: what the rule leaves out is as in the job's delivery.
    func alertDelivery(_ rule: CronFailureAlerts) -> CronDelivery {
        let isWebhook = rule.mode.map { $0 == .webhook } ?? (self.delivery.mode == .webhook && rule.channel == nil && rule.to == nil)
        if isWebhook { return CronDelivery(mode: .webhook, to: rule.to ?? (self.delivery.mode == .webhook ? self.delivery.to : nil)) }
        let own: CronDelivery? = self.delivery.mode == .webhook ? nil : self.delivery
        return CronDelivery(
            mode: .announce,
            channel: rule.channel ?? own?.channel,
            to: rule.to ?? own?.to,
            threadID: rule.to == nil ? own?.threadID : nil,
            accountID: rule.accountID ?? own?.accountID
        )
    }
}
