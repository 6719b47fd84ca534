// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What came of recording one task.
struct TaskRecording: Sendable {
    let id: String
    /// What whoever handed it in is told; `nil` when it is recorded.
    let refusal: TaskAdmission?

    var isTaken: Bool { self.refusal == nil }

    /// Records a task.
    ///
    /// Waits first and makes the value then: of `return (name, .success(try await …))` with typed errors Swift 6.3.1 leaves the name out in
    /// optimized builds.
    static func make(of record: LedgerRecord, in ledger: any Ledger, epoch: Epoch) async -> TaskRecording {
        do throws(LedgerError) {
            let acceptance = try await ledger.accept(record, epoch: epoch)
            return TaskRecording(id: record.identity.event, refusal: Self.refusal(acceptance))
        } catch {
            let error = TaskError(.unavailable, "the task could not be recorded: \(error.message)")
            return TaskRecording(id: record.identity.event, refusal: .rejected(error))
        }
    }

    private static func refusal(_ acceptance: LedgerAcceptance) -> TaskAdmission? {
        switch acceptance {
        case .accepted: nil
        case .duplicate: .deferred(retryAfter: .milliseconds(100), reason: "the same task was just recorded; ask again")
        case .full: .rejected(TaskError(.full, "the ledger holds as much that has not ended as it may; retry later"))
        }
    }
}
