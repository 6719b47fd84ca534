// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

/// `cron` in the configuration file.
@Suite struct CronConfigurationTests {
    @Test func everySettingIsRead() throws {
        let text = """
            { cron: { webhookToken: "a-token-of-some-length", webhookAllowPrivate: true, skipMissedJobs: true,
              runLog: { maxBytes: "2mb", keepLines: 200 },
              failureAlert: { enabled: true, after: 5, cooldownMs: "1h", mode: "webhook", to: "https://hook.test/" } } }
            """
        let cron = try load(text).configuration.cron
        #expect(cron.webhookToken?.reveal() == "a-token-of-some-length")
        #expect(cron.webhookAllowPrivate && cron.skipMissedJobs)
        #expect(cron.runLog.keepLines == 200)
        #expect(cron.runLog.maxBytes >= 2_000_000)
        let alerts = cron.failureAlert.alerts
        #expect(
            alerts == CronFailureAlerts(isEnabled: true, after: 5, cooldown: .seconds(3_600), mode: .webhook, to: "https://hook.test/")
        )
    }

    @Test func withoutThemNothingIsDifferent() throws {
        let cron = try load("{}").configuration.cron
        #expect(cron.webhookToken == nil && !cron.webhookAllowPrivate && !cron.skipMissedJobs)
        #expect(cron.failureAlert.alerts == CronFailureAlerts())
        #expect(CronRunLogLimits(linesPerJob: cron.runLog.keepLines, bytes: cron.runLog.maxBytes) == CronRunLogLimits())
    }

    @Test(
        "What is wrong is named with its path",
        arguments: [
            ("{ cron: { runLog: { keepLines: 0 } } }", "cron.runLog.keepLines"),
            ("{ cron: { runLog: { maxBytes: \"1b\" } } }", "cron.runLog.maxBytes"),
            ("{ cron: { failureAlert: { after: 0 } } }", "cron.failureAlert.after"),
            ("{ cron: { failureAlert: { cooldownMs: \"soon\" } } }", "cron.failureAlert.cooldownMs"),
            ("{ cron: { failureAlert: { mode: \"fax\" } } }", "cron.failureAlert.mode"),
            ("{ cron: { failureAlert: { coolDown: 1 } } }", "cron.failureAlert.coolDown"),
            ("{ cron: { skipMissedJobs: \"often\" } }", "cron.skipMissedJobs"), ("{ cron: { webhookToken: 7 } }", "cron.webhookToken"),
        ]
    )
    func mistakes(text: String, path: String) {
        let found = problems(text)
        #expect(found.count == 1 && found.first?.contains(path) == true, "\(found)")
    }
}
