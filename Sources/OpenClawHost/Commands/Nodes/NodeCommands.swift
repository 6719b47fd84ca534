// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore

/// `openclaw node …`: this machine as a node.
enum NodeCommands {
    static let node = Command(
        name: "node",
        summary: "offer this machine's commands to a gateway",
        details: [
            "What runs is decided on this machine by exec-approvals.json in the state directory: without a setting every program needs a"
                + " person's approval. Files are shared below one directory only."
        ],
        examples: [
            .init(
                line:
                    "openclaw node register --gateway wss://gw.example.org --node-id workshop --capabilities \"shell,file\" --auth-token \"$TOKEN\"",
                meaning: "Write node.yaml and introduce the node"
            ),
            .init(line: "openclaw node run", meaning: "Serve the gateway of node.yaml until Ctrl-C"),
        ],
        subcommands: [run, register]
    )

    private static let settingsOptions: [CommandOption] = [
        .text("--gateway", placeholder: "URL", summary: "The gateway; a stored token is not shown to another one than it was stored for"),
        .text("--node-id", placeholder: "ID", summary: "The node's name for people"),
        .text("--capabilities", placeholder: "LIST", summary: "What it offers, of browser, shell, file; separated by commas"),
        .text("--tags", placeholder: "LIST", summary: "Words to choose it by, separated by commas"),
        .text(
            "--auth-token",
            placeholder: "TOKEN",
            summary: "The gateway's token; prefer OPENCLAW_GATEWAY_TOKEN, which no process list shows"
        ),
        .text(
            "--setup-code",
            placeholder: "CODE",
            summary: "Pair this node with what \"openclaw devices setup-code --node\" printed; also OPENCLAW_SETUP_CODE"
        ),
        .text(
            "--tls-fingerprint",
            placeholder: "SHA256",
            summary: "The fingerprint the gateway's certificate must have, for one of its own making"
        ),
        .text("--file-root", placeholder: "DIRECTORY", summary: "The directory whose files are shared"),
        .text("--browser-url", placeholder: "URL", summary: "The browser control server of this machine, for the capability browser"),
        .text("--settings", placeholder: "FILE", summary: "Another file than node.yaml in the state directory"),
    ]

    private static let run = Command(
        name: "run",
        summary: "serve a gateway until Ctrl-C",
        details: ["A lost connection is made again, first after a second, then with growing pauses up to a minute, without end."],
        examples: [
            .init(line: "openclaw node run", meaning: "With what node.yaml says"),
            .init(line: "openclaw node run --gateway ws://127.0.0.1:18789 --capabilities shell", meaning: "Without a file"),
            .init(line: "openclaw node run --setup-code \"$CODE\"", meaning: "With a setup code alone, once; afterwards without it"),
        ],
        options: settingsOptions,
        action: { invocation in try await NodeProgram(invocation).run() }
    )

    private static let register = Command(
        name: "register",
        summary: "write node.yaml and introduce the node to its gateway",
        details: ["The gateway's operator approves the device and its commands: openclaw devices approve, openclaw nodes approve."],
        examples: [
            .init(
                line:
                    "openclaw node register --gateway wss://gw.example.org --node-id workshop --capabilities \"browser,shell,file\" --auth-token \"$TOKEN\"",
                meaning: "A node named workshop"
            ),
            .init(line: "openclaw node register --setup-code \"$CODE\"", meaning: "Without the gateway's token and without approving the device"),
        ],
        options: settingsOptions + [Commands.json],
        action: { invocation in try await NodeProgram(invocation).register() }
    )
}
