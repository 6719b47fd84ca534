// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Sends an answer through its channel and records what became of it.
    @discardableResult
    func deliver(_ delivery: Delivery) async -> DeliveryEnd {
        self.channels.deliveryBegan()
        defer { self.channels.deliveryEnded() }
        let policy = DeliveryPolicy()
        let id = delivery.message.deliveryID
        var attempt = 1
        while true {
            guard await self.record([.sending(deliveryID: id, attempt: attempt)], of: delivery.identity) else {
                return .failed("the delivery could not be recorded")
            }
            do {
                let receipt = try await delivery.channel.send(delivery.message)
                self.counters.deliveries.increment()
                self.channels.noteSent(delivery.channel.id, account: delivery.message.account)
                await self.record([.receipt(deliveryID: id, messageID: receipt.messageID)], of: delivery.identity)
                return .sent
            } catch {
                let reconciling = delivery.channel as? any ReceiptReconciling
                self.logger.warn(
                    "delivery.failed",
                    ["delivery": .string(id), "channel": .string(delivery.channel.id.rawValue), "error": .string("\(error)")]
                )
                switch policy.step(after: error, attempt: attempt, canReconcile: reconciling != nil) {
                case .retry(let pause):
                    do {
                        try await self.configuration.clock.sleep(for: pause)
                    } catch {
                        let reason = "the gateway stopped before the message could be sent again"
                        await self.giveUp(delivery, reason: reason)
                        return .failed(reason)
                    }
                    attempt += 1
                case .reconcile:
                    if let end = await self.reconcile(delivery, with: reconciling) { return end }
                    attempt += 1
                    if attempt > policy.maximumAttempts {
                        await self.giveUp(delivery, reason: "\(error)")
                        return .failed("\(error)")
                    }
                case .leaveUnknown:
                    self.counters.deliveriesUnknown.increment()
                    await self.record([.unknown(deliveryID: id, reason: "\(error)")], of: delivery.identity)
                    return .unknown("\(error)")
                case .giveUp:
                    await self.giveUp(delivery, reason: "\(error)")
                    return .failed("\(error)")
                }
            }
        }
    }

    /// Asks the platform; how the matter ended, or `nil` when the message may be sent again.
    private func reconcile(_ delivery: Delivery, with channel: (any ReceiptReconciling)?) async -> DeliveryEnd? {
        let id = delivery.message.deliveryID
        do {
            guard let receipt = try await channel?.reconcile(delivery.message) else { return nil }
            self.counters.deliveries.increment()
            await self.record([.receipt(deliveryID: id, messageID: receipt.messageID)], of: delivery.identity)
            return .sent
        } catch {
            self.counters.deliveriesUnknown.increment()
            await self.record([.unknown(deliveryID: id, reason: "\(error)")], of: delivery.identity)
            return .unknown("\(error)")
        }
    }

    /// Settles a delivery that was under way when an earlier process ended: the platform is asked, and nothing is sent blindly.
    func reconcileAfterRestart(_ delivery: Delivery, isOld: Bool) async {
        guard let channel = delivery.channel as? any ReceiptReconciling else {
            self.counters.deliveriesUnknown.increment()
            let reason = "the gateway stopped while it was being sent, and the channel cannot be asked"
            await self.record([.unknown(deliveryID: delivery.message.deliveryID, reason: reason)], of: delivery.identity)
            return
        }
        if await self.reconcile(delivery, with: channel) != nil { return }
        if isOld {
            await self.giveUp(delivery, reason: "the gateway was down for too long to send it")
        } else {
            await self.deliver(delivery)
        }
    }

    private func giveUp(_ delivery: Delivery, reason: String) async {
        self.counters.deliveriesFailed.increment()
        await self.record([.undeliverable(deliveryID: delivery.message.deliveryID, reason: reason)], of: delivery.identity)
    }
}
