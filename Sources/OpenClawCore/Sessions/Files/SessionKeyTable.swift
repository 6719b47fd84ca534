// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A hash table from keys to places that does not keep the keys: it asks whether the key at a place is the right one.
///
/// Open addressing with linear probing; a removal moves later members back, so that no grave stones pile up
/// (Knuth, The Art of Computer Programming, volume 3, section 6.4, algorithm R).
struct SessionKeyTable: Sendable {
    private struct Cell {
        var hash: UInt32
        var place: Int32
    }

    private var cells = [Cell](repeating: Cell(hash: 0, place: -1), count: 16)
    private var count = 0

    private static func hash(_ key: UnsafeRawBufferPointer) -> UInt32 {
        var hasher = Hasher()
        hasher.combine(bytes: key)
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }

    /// The place of a key, or -1.
    func find(_ key: UnsafeRawBufferPointer, isKey: (Int32) -> Bool) -> Int32 {
        let hash = Self.hash(key)
        let mask = self.cells.count - 1
        var index = Int(hash) & mask
        while self.cells[index].place >= 0 {
            if self.cells[index].hash == hash, isKey(self.cells[index].place) { return self.cells[index].place }
            index = (index + 1) & mask
        }
        return -1
    }

    /// Adds a key that is not there yet.
    mutating func insert(_ key: UnsafeRawBufferPointer, _ place: Int32) {
        if (self.count + 1) * 4 > self.cells.count * 3 { self.grow() }
        self.insert(Cell(hash: Self.hash(key), place: place))
        self.count += 1
    }

    private mutating func insert(_ cell: Cell) {
        let mask = self.cells.count - 1
        var index = Int(cell.hash) & mask
        while self.cells[index].place >= 0 { index = (index + 1) & mask }
        self.cells[index] = cell
    }

    private mutating func grow() {
        let old = self.cells
        self.cells = [Cell](repeating: Cell(hash: 0, place: -1), count: old.count * 2)
        for cell in old where cell.place >= 0 { self.insert(cell) }
    }

    /// Removes a key.
    mutating func remove(_ key: UnsafeRawBufferPointer, _ place: Int32) {
        let mask = self.cells.count - 1
        var hole = Int(Self.hash(key)) & mask
        while self.cells[hole].place != place {
            if self.cells[hole].place < 0 { return }
            hole = (hole + 1) & mask
        }
        self.count -= 1
        var index = hole
        while true {
            self.cells[hole].place = -1
            repeat {
                index = (index + 1) & mask
                if self.cells[index].place < 0 { return }
                // A member may move back unless its home lies between the hole and where it is now.
            } while ((Int(self.cells[index].hash) - hole - 1) & mask) <= ((index - hole - 1) & mask)
            self.cells[hole] = self.cells[index]
            hole = index
        }
    }
}
