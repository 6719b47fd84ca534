// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// `openclaw gateway health`: the same as `openclaw health`.
enum GatewayHealthCommand {
    static let command: Command = {
        var command = HealthCommand.command
        command.examples = [.init(line: "openclaw gateway health", meaning: "The same as openclaw health")]
        return command
    }()
}
