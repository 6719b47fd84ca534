// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What the driver remembers about changes by hand of the stored jobs.
struct CronEditsWatch: Sendable {
    /// How many changed jobs are remembered.
    private static let maximumTouched = 1_000
    /// How long edits that cannot be used must stay the same before they are set aside.
    private static let patience = Duration.seconds(2)

    /// When jobs were added, changed or removed through the gateway: the `savedAtMs` of the first file that had it.
    private(set) var touched: [String: Timestamp] = [:]
    private var lastLook: Timestamp?
    private var doubtful: (bytes: [UInt8], since: Timestamp)?

    /// Whether the store is to be asked again.
    func isTimeToLook(_ now: Timestamp) -> Bool {
        guard let lastLook else { return true }
        // A clock that was put back must not put the next look off.
        return now < lastLook || now - lastLook >= CronService.editsInterval
    }

    mutating func noteLook(_ now: Timestamp) { self.lastLook = now }

    mutating func noteTouched(_ id: String, at savedAt: Timestamp) {
        self.touched[id] = savedAt
        guard self.touched.count > Self.maximumTouched else { return }
        if let oldest = self.touched.min(by: { ($0.value, $0.key) < ($1.value, $1.key) }) { self.touched[oldest.key] = nil }
    }

    /// Whether these edits were there for a while already; remembers them otherwise.
    mutating func doubts(_ bytes: [UInt8], _ now: Timestamp) -> Bool {
        if let doubtful, doubtful.bytes == bytes, now >= doubtful.since { return now - doubtful.since >= Self.patience }
        self.doubtful = (bytes, now)
        return false
    }

    /// Forgets edits that could not be used; returns whether there were any.
    mutating func clearDoubt() -> Bool {
        defer { self.doubtful = nil }
        return self.doubtful != nil
    }
}
