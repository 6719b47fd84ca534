// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Sends an alert; what comes of it is in the log.
    func send(_ alert: CronAlert) async {
        let reason: String?
        switch alert.delivery.mode {
        case .webhook:
            if let webhooks = self.configuration.cron.webhooks, let url = alert.delivery.to {
                let body = alert.json.serialized()
                let post = WebhookPost(url: url, body: body, token: webhooks.token, timeout: webhooks.timeout)
                reason = await self.post(post, webhooks, job: alert.job.id)?.message
            } else {
                reason = "there is nothing to post with, or no URL; set failureAlert.to of the job or of the configuration"
            }
        default:
            switch self.announcement(of: alert.delivery) {
            case .success(let target?): reason = await self.send(alert.text, to: target)
            case .success(nil): reason = nil
            case .failure(let error): reason = error.message
            }
        }
        let failures = Int64(alert.consecutiveErrors)
        if let reason {
            self.logger.error("cron.alert_failed", ["job": .string(alert.job.id), "failures": .int(failures), "error": .string(reason)])
        } else {
            self.logger.info("cron.alert_sent", ["job": .string(alert.job.id), "failures": .int(failures)])
        }
    }

    /// Sends words that belong to no run; returns why that failed.
    private func send(_ text: String, to target: Announcement) async -> String? {
        guard let channel = self.channels[target.channel] else { return "there is no channel \"\(target.channel)\"" }
        self.channels.deliveryBegan()
        defer { self.channels.deliveryEnded() }
        let message = OutboundMessage(
            deliveryID: self.identifiers.next(),
            account: target.account,
            peer: target.peer,
            threadID: target.threadID,
            text: text
        )
        let policy = DeliveryPolicy()
        var attempt = 1
        while true {
            do throws(ChannelSendError) {
                _ = try await channel.send(message)
                self.counters.deliveries.increment()
                self.channels.noteSent(channel.id, account: target.account)
                return nil
            } catch {
                // An alert may come twice rather than never; one of unknown outcome is not repeated all the same.
                guard case .retry(let pause) = policy.step(after: error, attempt: attempt, canReconcile: false),
                    (try? await self.configuration.clock.sleep(for: pause)) != nil
                else { return "\(error)" }
                attempt += 1
            }
        }
    }
}
