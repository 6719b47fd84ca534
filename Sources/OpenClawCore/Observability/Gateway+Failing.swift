// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// What keeps the gateway from taking messages although it runs, in words for operators: a ledger or a disk that refuses.
    public var troubles: [String] {
        var found: [String] = []
        if let words = self.ledger.trouble { found.append("ledger: \(words)") }
        if let words = self.storageWaits.trouble { found.append("sessions: \(words)") }
        return found
    }

    /// What keeps the gateway from taking messages, its own state included; empty when it takes them.
    public var failing: [String] {
        guard self.phase == .running else { return ["gateway: \(self.phase)"] }
        let troubles = self.troubles
        return self.leadership.mayAccept ? troubles : ["gateway: another gateway leads, this one stands by"] + troubles
    }
}
