// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// How many characters of an answer a web hook gets.
    private static let longestAnswer = 65_536

    /// Refuses a job whose web hook would never be reached.
    func checkWebhook(_ url: String?) throws(CronError) {
        guard let url else { return }
        guard let webhooks = self.configuration.cron.webhooks else {
            throw CronError(
                .invalid,
                "this gateway has nothing to post to a web hook with: its program sets CronConfiguration.webhooks; or use delivery.mode announce or none"
            )
        }
        do throws(WebhookError) {
            try webhooks.sender.check(url)
        } catch {
            throw CronError(.invalid, "the web hook cannot be used: \(error.message)")
        }
    }

    /// Posts the end of a run to the job's web hook, and notes what became of that.
    /// - Parameter answer: the whole answer of the agent.
    func post(_ run: CronRun, of job: CronJob, answer: String?, _ outcome: inout CronOutcome) async {
        guard job.delivery.mode == .webhook, let url = job.delivery.to else { return }
        func failed(_ reason: String, isKnown: Bool = true) {
            outcome.deliveryStatus = isKnown ? .notDelivered : .unknown
            outcome.deliveryError = reason
            guard isKnown, outcome.status == .ok, !job.delivery.isBestEffort else { return }
            outcome.status = .error
            outcome.error = "the end of the run was not posted: \(reason)"
        }
        guard let webhooks = self.configuration.cron.webhooks else { return failed("this gateway has nothing to post with") }
        let found: CronEvent?
        do throws(CronError) {
            let end = outcome
            found = try await self.cron.read { scheduler, now in scheduler.event(ending: run, end, now: now) }
        } catch {
            return failed(error.message)
        }
        // Nobody waits for the end of a job that was removed.
        guard var event = found?.json.objectValue else { return }
        // What becomes of the post is not known yet.
        event["deliveryStatus"] = nil
        if let answer { event["text"] = .string(String(answer.prefix(Self.longestAnswer))) }
        let post = WebhookPost(
            url: url,
            body: JSONValue.object(event).serialized(),
            token: webhooks.token,
            timeout: webhooks.timeout
        )
        switch await self.post(post, webhooks, job: job.id) {
        case nil: outcome.deliveryStatus = .delivered
        case .some(let error): failed(error.message, isKnown: !error.mayHaveArrived)
        }
    }

    /// Posts until it is taken, as often as the configuration allows; returns why it was not.
    func post(_ post: WebhookPost, _ webhooks: CronWebhooks, job: String) async -> WebhookError? {
        var mayHaveArrived = false
        for attempt in 1...webhooks.maximumAttempts {
            do throws(WebhookError) {
                try await webhooks.sender.post(post)
                return nil
            } catch {
                self.logger.warn(
                    "cron.webhook_failed",
                    ["job": .string(job), "attempt": .int(Int64(attempt)), "error": .string(error.message)]
                )
                mayHaveArrived = mayHaveArrived || error.mayHaveArrived
                var last = error
                last.mayHaveArrived = mayHaveArrived
                guard error.mayRetry, attempt < webhooks.maximumAttempts else { return last }
                guard (try? await self.configuration.clock.sleep(for: CronWebhooks.pause(after: attempt))) != nil else { return last }
            }
        }
        return nil
    }
}
