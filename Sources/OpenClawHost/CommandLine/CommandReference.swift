// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// All commands as Markdown.
enum CommandReference {
    static var markdown: String {
        var text = """
            # The command line

            Kept by a test; `OPENCLAW_UPDATE_DOCS=1 swift test --filter CommandReferenceTests` writes this page.

            Every command has `--help`, and those that report something have `--json`. With `--json` a failure is printed as
            `{"ok": false, "error": {"code": …, "message": …}}`. Commands that talk to a gateway find the one of this machine by themselves: its
            port and credentials come from flags, then the environment, the configuration, and the token the gateway made. With `--url` only
            flags count, so that no stored secret goes to an address somebody else chose; a certificate of the gateway's own making is named with
            `--tls-fingerprint`, and then no other one is believed.

            Colours are for terminals; `NO_COLOR` and `--no-color` switch them off.


            """
        func add(_ command: Command, _ path: [String]) {
            let name = (["openclaw"] + path).joined(separator: " ")
            text += "## `\(name)`\n\n```\n"
            text += HelpText(command: command, path: path, style: ConsoleStyle(isColoured: false)).text
            text += "```\n\n"
            for subcommand in command.subcommands { add(subcommand, path + [subcommand.name]) }
        }
        add(Commands.root, [])
        return text
    }
}
