// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// How many sessions and transcripts an answer names.
    private static let maximumNamed = 100
    /// How many things of each kind one call does.
    private static let maximumActions = 5_000

    /// `sessions.cleanup`: what maintenance would do now, or a round of it (PROTOCOL 5.3, 8.6).
    func cleanUpSessions(_ call: MethodCall) async throws -> MethodResult {
        let parameters = try call.parameters(["dryRun", "enforce"])
        let isDry = try parameters.bool("dryRun") ?? false
        var policy = self.configuration.sessionMaintenance ?? SessionMaintenance()
        let mode = policy.mode
        policy.maximumActions = max(policy.maximumActions, Self.maximumActions)
        if try parameters.bool("enforce") ?? false { policy.mode = .enforce }
        guard isDry || self.isLeading else { throw MethodError.unavailable("another gateway leads: ask that one, or give dryRun") }
        let report: SessionMaintenanceReport
        do {
            let plan = try await self.reviewSessions(policy)
            report = isDry ? SessionMaintenanceReport(plan) : await self.carryOut(plan, policy)
        } catch let error as SessionStoreError {
            throw Self.storeFailure(error)
        } catch let error as LedgerError {
            throw MethodError.unavailable(error.message)
        }
        return .value(Self.json(report, policy, mode: mode, isDry: isDry))
    }

    private static func json(
        _ report: SessionMaintenanceReport,
        _ policy: SessionMaintenance,
        mode: SessionMaintenanceMode,
        isDry: Bool
    ) -> JSONValue {
        let plan = report.plan
        let reasons = SessionMaintenanceReason.all.compactMap { reason -> JSONValue? in
            guard let tally = plan.tallies[reason] else { return nil }
            return [
                "reason": .string(reason.rawValue), "action": .string(reason.removes ? "remove" : "archive"),
                "enforced": .bool(policy.isEnforced(reason)), "count": JSONValue(tally.count), "bytes": JSONValue(tally.byteCount),
                "done": JSONValue(report.done[reason]?.count ?? 0), "doneBytes": JSONValue(report.done[reason]?.byteCount ?? 0),
            ]
        }
        let named = plan.actions.prefix(self.maximumNamed).map { action -> JSONValue in
            [
                "name": .string(action.target.name), "reason": .string(action.reason.rawValue),
                "action": .string(action.reason.removes ? "remove" : "archive"), "bytes": JSONValue(action.target.byteCount),
            ]
        }
        return [
            "ok": .bool(report.failures.isEmpty), "mode": .string(mode.rawValue), "dryRun": .bool(isDry),
            "active": self.json(plan.active), "archived": self.json(plan.archived), "putAside": self.json(plan.putAside),
            "bytes": JSONValue(plan.byteCount), "excessBytes": JSONValue(plan.excessBytes),
            "maxDiskBytes": policy.maximumBytes.map { JSONValue($0) } ?? .null, "reasons": .array(reasons),
            "actions": .array(Array(named)), "more": .bool(isDry ? plan.isCut : report.hasMore),
            "failures": .array(report.failures.map(JSONValue.string)),
        ]
    }

    private static func json(_ tally: SessionMaintenancePlan.Tally) -> JSONValue {
        ["count": JSONValue(tally.count), "bytes": JSONValue(tally.byteCount)]
    }
}
