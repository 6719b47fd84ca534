// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The families of platforms that differ in what their nodes may offer.
public enum NodePlatform: String, Sendable, Hashable, CaseIterable {
    /// iPhone, iPad, watch.
    case ios
    /// Android phones and tablets.
    case android
    /// Mac computers.
    case macos
    /// Linux computers.
    case linux
    /// Windows computers.
    case windows
    /// Anything else.
    case unknown

    /// Reads the platform's and the device family's names, as clients spell them: `darwin`, `iPadOS 18.1`, `win32` …
    public init(platform: String, deviceFamily: String? = nil) {
        func family(_ text: String) -> NodePlatform? {
            let text = text.lowercased()
            for (prefix, platform) in Self.prefixes where text.hasPrefix(prefix) { return platform }
            return nil
        }
        self = family(platform) ?? deviceFamily.flatMap(family) ?? .unknown
    }

    private static let prefixes: [(String, NodePlatform)] = [
        ("ios", .ios), ("ipados", .ios), ("iphone", .ios), ("ipad", .ios), ("watchos", .ios), ("android", .android), ("macos", .macos),
        ("mac os", .macos), ("darwin", .macos), ("mac", .macos), ("linux", .linux), ("win", .windows),
    ]
}
