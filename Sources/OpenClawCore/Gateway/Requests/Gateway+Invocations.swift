// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension Gateway {
    /// Where calls of nodes live in the ledger.
    static let invocationAccount: AccountID = "node.invoke"
    /// Where commands that wait for a device live in the ledger.
    static let pendingActionAccount: AccountID = "node.pending"

    static func pendingActionIdentity(_ id: String) -> MessageID {
        MessageID(channel: KeyedRequest.channel, account: Self.pendingActionAccount, event: id)
    }

    /// What a call of a node comes to.
    func carryOut(_ invocation: NodeInvocation, on id: NodeID) async -> RequestEnd {
        await self.end(of: await self.nodes.attempt(invocation, on: id, leavesRunning: self.ledger.isDurable), invocation, node: id)
    }

    /// What an attempt means for its caller.
    func end(of ending: NodeRegistry.Ending, _ invocation: NodeInvocation, node id: NodeID) async -> RequestEnd {
        switch ending {
        case .refused(let error): return .withdrawn(self.methodError(error, invocation, node: id))
        case .calledOff(let error): return .open(self.methodError(error, invocation, node: id))
        case .timedOut(let error): return .failed(self.methodError(error, invocation, node: id))
        case .ended(_, .failure(let error)):
            guard error.code == .backgroundUnavailable, let item = await self.keepForForeground(invocation, on: id) else {
                return .failed(self.methodError(error, invocation, node: id))
            }
            let details: JSONObject = [
                "code": .string(NodeError.Code.queuedUntilForeground.rawValue), "nodeId": .string(id.rawValue),
                "command": .string(invocation.command), "queuedActionId": .string(item),
            ]
            return .failed(
                MethodError(
                    .unavailable,
                    "the device is in the background; \(invocation.command) waits until its app is opened",
                    details: details
                )
            )
        case .ended(_, .success(let payload)):
            let text = payload.isNull ? JSONValue.null : .string(String(decoding: payload.serialized(), as: UTF8.self))
            let answer: JSONValue = [
                "ok": true, "nodeId": .string(id.rawValue), "command": .string(invocation.command), "payload": payload, "payloadJSON": text,
            ]
            return .answered(answer.serialized())
        }
    }

    private func methodError(_ error: NodeError, _ invocation: NodeInvocation, node: NodeID) -> MethodError {
        var details: JSONObject = [
            "code": .string(error.code.rawValue), "nodeId": .string(node.rawValue), "command": .string(invocation.command),
        ]
        switch error.code {
        case .keyReused: return .invalid(error.message, details: details)
        case .unsupported:
            details["reason"] = .string(error.message)
            return .invalid(error.message, details: details)
        case .busy: return MethodError(.unavailable, error.message, details: details, retryable: true, retryAfterMilliseconds: 1_000)
        default: return MethodError(.unavailable, error.message, details: details)
        }
    }

    // MARK: Commands that wait for a device

    /// Keeps a command for a device in the background; returns the action's name, or `nil` when it is not kept.
    private func keepForForeground(_ invocation: NodeInvocation, on node: NodeID) async -> String? {
        guard let item = self.nodes.queueForForeground(invocation, on: node) else { return nil }
        guard self.ledger.isDurable else { return item.id }
        var payload: JSONObject = ["node": .string(node.rawValue), "command": .string(item.command), "key": .string(item.key)]
        if let params = item.params { payload["params"] = .string(params) }
        let record = LedgerRecord(
            identity: Self.pendingActionIdentity(item.id),
            timestamp: item.enqueuedAt,
            kind: .request(digest: [], payload: JSONValue.object(payload).serialized())
        )
        do throws(LedgerError) {
            // One that waits under the same key already is recorded already.
            if case .full = try await self.ledger.accept(record, epoch: self.epoch) {
                self.logger.warn("node.pending_not_kept", ["action": .string(item.id)])
            }
        } catch {
            self.logger.error("ledger.append_failed", ["message": .string("\(record.identity)"), "error": .string("\(error)")])
        }
        return item.id
    }

    /// A device has done what waited for it.
    func recordFetched(_ ids: [String]) async {
        guard self.ledger.isDurable, !ids.isEmpty else { return }
        let now = self.now()
        do {
            try await self.ledger.append(
                ids.map {
                    LedgerRecord(identity: Self.pendingActionIdentity($0), timestamp: now, kind: .completed(status: "ok", summary: nil))
                },
                epoch: self.epoch
            )
        } catch {
            self.logger.error("ledger.append_failed", ["message": .string("node.pending.ack"), "error": .string("\(error)")])
        }
    }

    // MARK: After a restart

    func resumePendingAction(_ entry: LedgerEntry) async {
        let now = self.now()
        guard case .request(_, let payload) = entry.opening,
            let json = try? JSONValue(parsing: payload),  // What cannot be read ends with a stated outcome.
            let node = json["node"]?.stringValue, let command = json["command"]?.stringValue, let key = json["key"]?.stringValue,
            now - entry.openedAt < NodePendingActions.lifetime
        else {
            await self.record([.completed(status: "timeout", summary: "the device did not fetch it in time")], of: entry.identity)
            return
        }
        let item = NodePendingActions.Item(
            id: entry.identity.event,
            command: command,
            params: json["params"]?.stringValue,
            key: key,
            enqueuedAt: entry.openedAt
        )
        _ = self.nodes.state.withLock { $0.pendingActions.enqueue(item, for: NodeID(rawValue: node), now: now) }
    }

    /// Waits again for a call that an earlier process has made, in its caller's place: the caller asks for the answer with the same key.
    func resumeInvocation(_ entry: LedgerEntry) async {
        guard case .request(_, let payload) = entry.opening, let stored = StoredInvocation(payload: payload) else {
            let error = MethodError(
                .unavailable,
                "the gateway stopped while the node worked; look whether it was done before you ask again with a new key",
                details: ["code": "OUTCOME_UNKNOWN"]
            )
            return await self.settle(entry.identity, .failed(error))
        }
        var invocation = stored.invocation
        let rest = entry.openedAt + invocation.timeout - self.now()
        guard rest > .zero, !stored.isLocal else {
            let error =
                stored.isLocal
                ? NodeError(.restarted, "the gateway was restarted while its own node ran \(invocation.command): look whether it was done")
                : NodeError(.timeout, "the node did not answer \(invocation.command) before its time was over; the gateway was down")
            return await self.settle(entry.identity, await self.end(of: .timedOut(error), invocation, node: stored.node))
        }
        invocation.timeout = rest
        let restored = invocation
        let identity = entry.identity
        // The node may be here already; the call is in the registry before anybody can ask for it again.
        let waiting = self.nodes.restore(restored, on: stored.node, instance: stored.instance, resumes: stored.resumes)
        _ = self.submit {
            let ending = await self.nodes.ending(of: waiting, restored, leavesRunning: true)
            await self.settle(identity, await self.end(of: ending, restored, node: stored.node))
        }
    }
}
