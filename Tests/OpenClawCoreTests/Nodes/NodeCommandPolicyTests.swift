// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite struct NodeCommandPolicyTests {
    @Test(arguments: [
        ("darwin", nil, NodePlatform.macos), ("macOS 15.1", nil, .macos), ("iPadOS 18", nil, .ios), ("ios", nil, .ios), ("", "iPhone", .ios),
        ("Android 15", nil, .android), ("linux", nil, .linux), ("win32", nil, .windows), ("Windows", nil, .windows), ("beos", nil, .unknown),
        ("", nil, .unknown),
    ] as [(String, String?, NodePlatform)]) func namesOfPlatforms(platform: String, family: String?, expected: NodePlatform) {
        #expect(NodePlatform(platform: platform, deviceFamily: family) == expected)
    }

    @Test(arguments: [
        ("system.run", NodePlatform.linux, true), ("system.run", .macos, true), ("system.run", .windows, true), ("system.run", .ios, false),
        ("system.run", .android, false), ("system.run", .unknown, false), ("canvas.present", .ios, true), ("canvas.eval", .unknown, true),
        ("camera.snap", .ios, false), ("sms.send", .android, false), ("file.read", .linux, true), ("file.read", .ios, false),
        ("made.up", .linux, false),
    ]) func platformsGetTheirOwnCommands(command: String, platform: NodePlatform, isPermitted: Bool) {
        #expect(NodeCommandPolicy().permits(command, on: platform) == isPermitted)
    }

    @Test func theOperatorAllowsAndDenies() {
        let policy = NodeCommandPolicy(allow: ["camera.snap", "system.run"], deny: ["system.run", "canvas.eval"])
        #expect(policy.effective(["camera.snap", "system.run", "canvas.eval", "canvas.hide", "canvas.hide"], on: .ios) == ["camera.snap", "canvas.hide"])
    }
}
