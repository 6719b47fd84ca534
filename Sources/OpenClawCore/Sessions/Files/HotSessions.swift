// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A session in use: its record unpacked, its newest entries, its open file.
struct HotSession: Sendable {
    /// The session's place in the index.
    var place: Int32
    /// The record, as in the index.
    var record: SessionRecord
    /// The newest entries.
    var tail: SessionTail
    /// The transcript, open for appending.
    var file: (any File)?
    /// Whether the file has bytes that would not survive a power cut.
    var isUnsynced = false
}

/// The sessions in use, the one used last first.
struct HotSessions: Sendable {
    private(set) var slots: [HotSession?] = []
    private var free: [Int32] = []
    private var order = RecencyList()
    private(set) var count = 0
    /// How many bytes of entries are held.
    private(set) var tailBytes = 0

    /// Adds a session and returns its slot.
    mutating func insert(_ session: HotSession) -> Int32 {
        let slot: Int32
        if let reused = self.free.popLast() {
            slot = reused
            self.slots[Int(slot)] = session
        } else {
            slot = Int32(self.slots.count)
            self.slots.append(session)
        }
        self.count += 1
        self.tailBytes += session.tail.byteCount
        self.order.touch(slot)
        return slot
    }

    /// Uses a session: moves it to the front and changes it in place.
    mutating func use<Value>(_ slot: Int32, _ body: (inout HotSession) -> Value) -> Value? {
        self.order.touch(slot)
        guard var session = self.slots[Int(slot)].take() else { return nil }
        let before = session.tail.byteCount
        let value = body(&session)
        self.tailBytes += session.tail.byteCount - before
        self.slots[Int(slot)] = session
        return value
    }

    /// Takes a session out.
    @discardableResult
    mutating func remove(_ slot: Int32) -> HotSession? {
        guard let session = self.slots[Int(slot)].take() else { return nil }
        self.order.remove(slot)
        self.free.append(slot)
        self.count -= 1
        self.tailBytes -= session.tail.byteCount
        return session
    }

    /// The session used longest ago.
    var oldest: Int32 { self.order.oldest }

    /// Marks every file durable and returns those that were not, with the places of their sessions.
    mutating func takeUnsynced() -> [(place: Int32, file: any File)] {
        var files: [(place: Int32, file: any File)] = []
        for slot in self.slots.indices {
            guard let session = self.slots[slot], session.isUnsynced, let file = session.file else { continue }
            files.append((session.place, file))
            self.slots[slot]?.isUnsynced = false
        }
        return files
    }
}
