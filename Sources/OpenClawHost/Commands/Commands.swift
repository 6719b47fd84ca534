// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The tree of commands.
enum Commands {
    /// Flags that may stand anywhere.
    static let globalOptions: [CommandOption] = [
        .text(
            "--profile",
            placeholder: "NAME",
            summary: "Use ~/.openclaw-NAME instead of ~/.openclaw: own configuration, state and sessions"
        ).global,
        .flag("--dev", summary: "The profile \"dev\", with port 19001").global,
        .text("--config", placeholder: "FILE", summary: "Read this configuration file").global,
        .choice(
            "--log-level",
            words: ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
            summary: "Least important level that is logged"
        ).global,
        .flag("--no-color", summary: "No colours; NO_COLOR in the environment does the same").global,
        .flag("--help", "-h", summary: "Show help").global,
    ]

    /// What flags that print for programs are called.
    static let json = CommandOption.flag("--json", summary: "Print JSON for programs")

    /// The root of the tree.
    static let root = Command(
        name: "openclaw",
        summary: "a gateway between people's chat channels and AI agents",
        details: ["Start the gateway with \"openclaw gateway\", then talk to the agent in the browser or with \"openclaw chat\"."],
        examples: [
            .init(line: "openclaw gateway", meaning: "Start the gateway and print the address of its page"),
            .init(line: "openclaw chat \"hello\"", meaning: "Ask the agent from a second terminal"),
            .init(line: "openclaw config validate", meaning: "Check the configuration file"),
        ],
        options: globalOptions + [
            .flag("--version", "-V", "-v", summary: "Show the version").global
        ],
        subcommands: [
            GatewayCommands.gateway,
            ChatCommand.command,
            AgentCommand.command,
            StatusCommand.command,
            HealthCommand.command,
            SessionsCommand.command,
            DevicesCommands.devices,
            NodesCommands.nodes,
            NodeCommands.node,
            ApprovalsCommands.approvals,
            PairingCommands.pairing,
            AuthCommands.auth,
            SecretsCommands.secrets,
            WorkspaceCommands.workspace,
            ExplainCommand.command,
            LedgerCommands.ledger,
            ConfigCommands.config,
            LogsCommand.command,
            MessageCommands.message,
            ModelsCommands.models,
            HooksCommands.hooks,
            CronCommands.cron,
            TaskCommands.task,
            SystemCommands.system,
            DoctorCommand.command,
            SecurityCommands.security,
        ]
    )
}
