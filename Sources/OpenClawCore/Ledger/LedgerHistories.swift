// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The histories a ledger holds. Each keeps its place from its beginning until it is forgotten, and is found by its identity.
///
/// The table of places is open addressing with linear probing. It keeps a part of each hash, so that neither growing nor removing hashes an
/// identity again; a removal moves later members back (Knuth, The Art of Computer Programming, volume 3, section 6.4, algorithm R).
struct LedgerHistories: Sendable {
    private struct Cell {
        var hash: UInt32
        var place: Int32
    }

    private struct Slot {
        var hash: UInt32
        var entry: LedgerEntry
    }

    private var cells = [Cell](repeating: Cell(hash: 0, place: -1), count: 16)
    /// The histories; what is in a vacant place was opened at position 0, which is none.
    private var slots: [Slot] = []
    private var vacant: [Int32] = []
    /// How many there are.
    private(set) var count = 0

    private static func hash(_ identity: MessageID) -> UInt32 { UInt32(truncatingIfNeeded: identity.hashValue) }

    /// The place of a history, or `nil`.
    func find(_ identity: MessageID) -> Int? {
        let hash = Self.hash(identity)
        let mask = self.cells.count &- 1
        var index = Int(hash) & mask
        while self.cells[index].place >= 0 {
            let cell = self.cells[index]
            if cell.hash == hash, self.slots[Int(cell.place)].entry.identity == identity { return Int(cell.place) }
            index = (index &+ 1) & mask
        }
        return nil
    }

    /// The history at a place, which must be one.
    subscript(place: Int) -> LedgerEntry {
        _read { yield self.slots[place].entry }
        _modify { yield &self.slots[place].entry }
    }

    /// The history that was opened by the record at a position, unless its place belongs to another one by now.
    func holds(_ place: Int, openedAt position: UInt64) -> Bool { self.slots[place].entry.position.rawValue == position }

    /// Adds a history whose identity is not there yet, and returns its place.
    mutating func insert(_ entry: LedgerEntry) -> Int {
        if (self.count &+ 1) &* 4 > self.cells.count &* 3 { self.grow() }
        let hash = Self.hash(entry.identity)
        let place: Int
        if let last = self.vacant.popLast() {
            place = Int(last)
            self.slots[place] = Slot(hash: hash, entry: entry)
        } else {
            place = self.slots.count
            self.slots.append(Slot(hash: hash, entry: entry))
        }
        self.put(Cell(hash: hash, place: Int32(place)))
        self.count += 1
        return place
    }

    private mutating func put(_ cell: Cell) {
        let mask = self.cells.count &- 1
        var index = Int(cell.hash) & mask
        while self.cells[index].place >= 0 { index = (index &+ 1) & mask }
        self.cells[index] = cell
    }

    private mutating func grow() {
        let old = self.cells
        self.cells = [Cell](repeating: Cell(hash: 0, place: -1), count: old.count * 2)
        for cell in old where cell.place >= 0 { self.put(cell) }
    }

    /// Removes the history at a place.
    mutating func remove(at place: Int) {
        let hash = self.slots[place].hash
        self.slots[place].entry = Self.nothing
        self.vacant.append(Int32(place))
        self.count -= 1
        let mask = self.cells.count &- 1
        var hole = Int(hash) & mask
        while self.cells[hole].place != Int32(place) { hole = (hole &+ 1) & mask }
        var index = hole
        while true {
            self.cells[hole].place = -1
            repeat {
                index = (index &+ 1) & mask
                if self.cells[index].place < 0 { return }
                // A member may move back unless its home lies between the hole and where it is now.
            } while ((Int(self.cells[index].hash) &- hole &- 1) & mask) <= ((index &- hole &- 1) & mask)
            self.cells[hole] = self.cells[index]
            hole = index
        }
    }

    /// Calls `body` with every history, in no order.
    func forEach(_ body: (LedgerEntry) -> Void) {
        for slot in self.slots where slot.entry.position.rawValue != 0 { body(slot.entry) }
    }

    /// Settled, so that nothing happens to it.
    private static var nothing: LedgerEntry {
        var entry = LedgerEntry(
            identity: MessageID(channel: "", event: ""),
            position: LedgerPosition(0),
            openedAt: .epoch,
            opening: .claimed,
            attempts: 0,
            completion: nil,
            deliveries: []
        )
        entry.isSettled = true
        return entry
    }
}
