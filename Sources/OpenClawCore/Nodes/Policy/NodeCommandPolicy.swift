// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which commands the nodes of a platform get (PROTOCOL 2.10): the platform's list, plus what the operator allows, minus what the
/// operator denies. A device that claims more gets no more.
public struct NodeCommandPolicy: Sendable, Hashable {
    /// Commands allowed beside the platform's own.
    public var allow: Set<String>
    /// Commands that no node gets; wins over everything.
    public var deny: Set<String>

    /// Makes a policy.
    public init(allow: Set<String> = [], deny: Set<String> = []) {
        self.allow = allow
        self.deny = deny
    }

    /// Whether a node of this platform may get the command.
    public func permits(_ command: String, on platform: NodePlatform) -> Bool {
        guard !self.deny.contains(command) else { return false }
        return self.allow.contains(command) || Self.defaults(for: platform).contains(command)
    }

    /// Of the commands a node declares, those it may get, without repetitions, in its order.
    public func effective(_ declared: [String], on platform: NodePlatform) -> [String] {
        var seen: Set<String> = []
        return declared.filter { self.permits($0, on: platform) && seen.insert($0).inserted }
    }

    /// The commands a platform's nodes get without further ado. Camera, screen recording and text messages are for the operator to allow.
    public static func defaults(for platform: NodePlatform) -> Set<String> {
        switch platform {
        case .ios, .android: Self.canvas.union(["location.get"])
        case .macos, .windows, .linux: Self.canvas.union(Self.computer)
        case .unknown: Self.canvas
        }
    }

    private static let canvas: Set<String> = [
        "canvas.present", "canvas.hide", "canvas.navigate", "canvas.eval", "canvas.snapshot", "canvas.a2ui.push", "canvas.a2ui.pushJSONL",
        "canvas.a2ui.reset",
    ]

    private static let computer: Set<String> = [
        "system.run", "system.run.prepare", "system.which", "system.notify", "system.execApprovals.get", "system.execApprovals.set",
        "browser.proxy", "file.read", "file.write", "file.list", "location.get",
    ]

    /// Commands that `node.invoke` refuses for everybody: the gateway's own methods are the way (PROTOCOL 2.10).
    public static let internalCommands: Set<String> = ["system.execApprovals.get", "system.execApprovals.set"]

    /// Commands that need `operator.admin` instead of `operator.write`.
    public static let adminCommands: Set<String> = ["browser.proxy"]
}
