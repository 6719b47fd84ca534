// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension NodeSurface {
    /// The capability of a node that knows its running calls again after a reconnect, as long as its process lives.
    public static let resumeCapability = "invoke-resume"
    /// The prefix of capabilities that are tags to choose a node by.
    public static let tagPrefix = "tag:"

    /// The words to choose the node by.
    var tags: [String] {
        self.capabilities.filter { $0.hasPrefix(Self.tagPrefix) }.map { String($0.dropFirst(Self.tagPrefix.count)) }
    }

    /// What it can do, without tags.
    var plainCapabilities: [String] { self.capabilities.filter { !$0.hasPrefix(Self.tagPrefix) } }
}
