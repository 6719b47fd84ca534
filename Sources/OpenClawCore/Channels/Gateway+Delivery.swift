// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Sends an answer through its channel and records what became of it.
    func deliver(_ delivery: Delivery) async {
        self.channels.deliveryBegan()
        defer { self.channels.deliveryEnded() }
        let policy = DeliveryPolicy()
        let id = delivery.message.deliveryID
        var attempt = 1
        while true {
            guard await self.record([.sending(deliveryID: id, attempt: attempt)], of: delivery.identity) else { return }
            do {
                let receipt = try await delivery.channel.send(delivery.message)
                self.counters.deliveries.increment()
                self.channels.noteSent(delivery.channel.id, account: delivery.message.account)
                await self.record([.receipt(deliveryID: id, messageID: receipt.messageID)], of: delivery.identity)
                return
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
                        await self.giveUp(delivery, reason: "the gateway stopped before the message could be sent again")
                        return
                    }
                    attempt += 1
                case .reconcile:
                    if await self.reconcile(delivery, with: reconciling) { return }
                    attempt += 1
                    if attempt > policy.maximumAttempts {
                        await self.giveUp(delivery, reason: "\(error)")
                        return
                    }
                case .leaveUnknown:
                    self.counters.deliveriesUnknown.increment()
                    await self.record([.unknown(deliveryID: id, reason: "\(error)")], of: delivery.identity)
                    return
                case .giveUp:
                    await self.giveUp(delivery, reason: "\(error)")
                    return
                }
            }
        }
    }

    /// Asks the platform; `true` when the matter is settled, `false` when the message may be sent again.
    private func reconcile(_ delivery: Delivery, with channel: (any ReceiptReconciling)?) async -> Bool {
        let id = delivery.message.deliveryID
        do {
            guard let receipt = try await channel?.reconcile(delivery.message) else { return false }
            self.counters.deliveries.increment()
            await self.record([.receipt(deliveryID: id, messageID: receipt.messageID)], of: delivery.identity)
        } catch {
            self.counters.deliveriesUnknown.increment()
            await self.record([.unknown(deliveryID: id, reason: "\(error)")], of: delivery.identity)
        }
        return true
    }

    /// Settles a delivery that was under way when an earlier process ended: the platform is asked, and nothing is sent blindly.
    func reconcileAfterRestart(_ delivery: Delivery, isOld: Bool) async {
        guard let channel = delivery.channel as? any ReceiptReconciling else {
            self.counters.deliveriesUnknown.increment()
            let reason = "the gateway stopped while it was being sent, and the channel cannot be asked"
            await self.record([.unknown(deliveryID: delivery.message.deliveryID, reason: reason)], of: delivery.identity)
            return
        }
        if await self.reconcile(delivery, with: channel) { return }
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
