// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension SessionKey {
    /// What kind of conversation the key is of.
    var conversationType: ConversationType {
        let key = self.rawValue
        if key.contains(":thread:") || key.contains(":topic:") { return .thread }
        return key.contains(":group:") || key.contains(":channel:") ? .group : .direct
    }

    /// The channel that the key names: `agent:<id>:<channel>:group:…`, `agent:<id>:<channel>:<account>:direct:…`.
    var channel: ChannelID? {
        let parts = self.rawValue.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard parts.count >= 5, parts[0] == "agent" else { return nil }
        let kinds: [Substring] = ["direct", "dm", "group", "channel"]
        return kinds.contains(parts[3]) || (parts.count > 5 && kinds.contains(parts[4])) ? ChannelID(String(parts[2])) : nil
    }

    /// The kind of its messages, as routing rules and the send policy name it; `nil` when the key does not say.
    var chatType: ChatType? {
        let key = self.rawValue
        if key.contains(":group:") { return .group }
        if key.contains(":channel:") { return .channel }
        return key.contains(":direct:") || key.contains(":dm:") ? .direct : nil
    }

    /// The key without the agent: what follows `agent:<id>:`.
    var withoutAgent: Substring {
        guard let agent = self.agentID else { return self.rawValue[...] }
        return self.rawValue.dropFirst(agent.rawValue.count + 7)
    }
}
