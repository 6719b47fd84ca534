// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

extension GatewayProgram {
    /// How scheduled jobs run.
    func cronConfiguration(webhooks sender: any WebhookSender) throws(CommandFailure) -> CronConfiguration {
        let cron = self.settings.configuration.cron
        let zones = TimeZoneDatabase(fileSystem: self.host.fileSystem)
        var zone = "UTC"
        if let name = cron.timeZone {
            do throws(TimeZoneError) {
                zone = try zones.rules(for: name).name
            } catch {
                throw CommandFailure(message: "cron.timeZone: \(error.message)", exitCode: .configuration, code: "INVALID_CONFIG")
            }
        } else {
            zone = self.machineZone(zones)
        }
        return CronConfiguration(
            isEnabled: cron.isEnabled && self.host.environment["OPENCLAW_SKIP_CRON"] != "1",
            maximumConcurrentRuns: cron.maxConcurrentRuns,
            timeZone: zone,
            timeZones: zones,
            webhooks: CronWebhooks(sender: sender, token: cron.webhookToken),
            failureAlerts: cron.failureAlert.alerts,
            misfire: cron.skipMissedJobs ? .skip : .runOnce,
            runLog: CronRunLogLimits(linesPerJob: cron.runLog.keepLines, bytes: cron.runLog.maxBytes)
        )
    }

    /// The rules of the gateway's time zone, for what happens at an hour of the day.
    func timeZone(_ cron: CronConfiguration) throws(CommandFailure) -> TimeZoneRules {
        do throws(TimeZoneError) {
            return try cron.timeZones.rules(for: cron.timeZone)
        } catch {
            throw CommandFailure(message: "cron.timeZone: \(error.message)", exitCode: .configuration, code: "INVALID_CONFIG")
        }
    }

    /// Where scheduled jobs are kept; its file work runs on the pool, never on a loop.
    func cronStore(pool: BlockingPool, epochs: FileCoordinator) throws(CommandFailure) -> FileCronStore {
        let keys = WorkspaceKeys(settings: self.settings, host: self.host)
        return FileCronStore(
            path: keys.cronPath,
            fileSystem: self.host.fileSystem,
            encryption: try keys.encryption(),
            executor: pool,
            epochs: epochs
        )
    }

    /// The machine's zone. Its own words about it may be of another form; then it is UTC.
    func machineZone(_ zones: TimeZoneDatabase) -> String {
        self.machineZones.first { (try? zones.rules(for: $0)) != nil } ?? "UTC"
    }

    /// What the machine says about its zone, most important first.
    private var machineZones: [String] {
        if let name = self.host.environment["TZ"], !name.isEmpty { return [String(name.drop { $0 == ":" })] }
        // Many systems do not have the file.
        guard let bytes = try? self.host.fileSystem.contents(of: "/etc/timezone", maximumBytes: 256) else { return [] }
        return [String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }]
    }
}
