// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How much of each transcript was durable when the store was closed in order last, as the index tells while it is read.
///
/// A row says how long a transcript was, not how much of it had reached the disk. Where the index says that the store was closed in order,
/// all of it had. What a row behind that has counted may be gone after a power cut although the file has its length.
struct ProvenTranscripts {
    private struct Mark {
        var closings = 0
        var part = TranscriptPart(byteCount: 0, version: 0)
    }

    /// How often the store was closed in order so far, and one.
    private var closings = 1
    private var marks: [Mark] = []

    /// Takes a row that was read, and the one it replaces.
    mutating func take(_ row: SessionIndexRow, at place: Int32, replacing old: SessionIndexRow?) {
        let place = Int(place)
        if place >= self.marks.count {
            self.marks.append(contentsOf: repeatElement(Mark(), count: max(place + 1 - self.marks.count, self.marks.count)))
        }
        let wasThere = self.marks[place].closings != self.closings
        self.marks[place].closings = self.closings
        guard let old, old.hasTranscript(of: row) else {
            self.marks[place].part = TranscriptPart(byteCount: 0, version: 0)
            return
        }
        // What was there when the store was closed is proven as far as it counts.
        if wasThere { self.marks[place].part = TranscriptPart(byteCount: max(0, old.byteCount), version: old.version) }
    }

    /// Notes that the store was closed in order: everything the rows count so far was durable.
    mutating func close() { self.closings += 1 }

    /// What was durable of the transcript of a row.
    func part(of row: SessionIndexRow, at place: Int32) -> TranscriptPart {
        guard Int(place) < self.marks.count, self.marks[Int(place)].closings == self.closings else {
            return TranscriptPart(byteCount: row.byteCount, version: row.version)
        }
        return self.marks[Int(place)].part
    }
}
