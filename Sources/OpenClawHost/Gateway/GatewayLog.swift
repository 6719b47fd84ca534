// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Where the gateway logs to: the error output, the newest lines in memory, and a file when one is configured.
struct GatewayLog: Sendable {
    /// Writes records.
    let logger: Logger
    /// The newest lines.
    let tail = LogTail()
    /// The file.
    let file: LogFile?
    /// What no record may show.
    let knownSecrets: KnownSecrets
    private let fileThreshold: LogThreshold
    private let consoleThreshold: LogThreshold

    init(
        _ logging: Configuration.Logging,
        secrets: Set<Secret>,
        state: StateDirectory,
        console: Console,
        isHeadless: Bool,
        fileSystem: any FileSystem
    ) {
        self.knownSecrets = KnownSecrets(Array(secrets))
        let output: @Sendable ([UInt8]) -> Void = { console.writeError(bytes: $0) }
        let shown: any LogSink =
            if logging.consoleStyle == .json {
                FormattedLogSink(JSONLinesLogFormatter(), output: output)
            } else {
                FormattedLogSink(ConsoleLogFormatter(usesColor: console.errorStyle.isColoured && !isHeadless), output: output)
            }
        self.file = logging.file.map {
            LogFile(path: state.resolve($0), maximumBytes: logging.maximumFileBytes, fileSystem: fileSystem)
        }
        self.consoleThreshold = LogThreshold(.fatal)
        self.fileThreshold = LogThreshold(.fatal)
        var sinks: [any LogSink] = [LevelLogSink(self.consoleThreshold, next: shown), LevelLogSink(self.fileThreshold, next: self.tail)]
        if let file { sinks.append(LevelLogSink(self.fileThreshold, next: FormattedLogSink(JSONLinesLogFormatter(), output: file.write))) }
        let all = LogThreshold(.fatal)
        let redacting = RedactingLogSink(MultiplexLogSink(sinks), redactor: Redactor(known: self.knownSecrets))
        self.logger = Logger(component: "gateway", sink: redacting, threshold: all)
        self.apply(logging)
    }

    /// Puts other levels into force.
    func apply(_ logging: Configuration.Logging) {
        let file = logging.level.level ?? .fatal
        let console = (logging.consoleLevel ?? logging.level).level ?? .fatal
        self.fileThreshold.level = file
        self.consoleThreshold.level = console
        self.logger.threshold.level = min(file, console)
    }
}
