// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A store whose contents people may change while a gateway has it.
///
/// ``CronStore/save(_:epoch:)`` of such a store never replaces what somebody else has put there: it refuses with ``CronError/Code/edited``
/// until the change was accepted.
public protocol EditableCronStore: CronStore {
    /// Whether anybody can change it at all.
    var isEditable: Bool { get }

    /// What somebody else has put in the place of what was last loaded or kept, or `nil` when nobody has.
    func edits(epoch: Epoch) async throws(CronError) -> [UInt8]?

    /// Lets the next ``CronStore/save(_:epoch:)`` replace these edits.
    func accept(_ edits: [UInt8])

    /// Keeps edits that cannot be used in a durable place beside the store, and returns that place. At most ten are there; the oldest go.
    func setAside(_ edits: [UInt8], at time: Timestamp, epoch: Epoch) async throws(CronError) -> String
}
