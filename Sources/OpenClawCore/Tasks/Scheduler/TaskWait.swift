// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a task waits for.
enum TaskWait: Sendable, Hashable {
    /// Other tasks.
    case dependencies([String])
    /// Another task of its session.
    case session(holder: String)
    /// A worker that can do it: none is there. What none of those that are there offers; empty when none of them offers all it needs.
    case worker(missing: Set<String>)
    /// A free place.
    case place
    /// Its next attempt, so many milliseconds from now.
    case retry(after: Int64)
    /// Its record on the disk.
    case record

    /// The reason in words for people.
    var text: String {
        switch self {
        case .dependencies(let ids):
            ids.count == 1
                ? "waits for \(ids[0])"
                : "waits for \(ids.count) tasks: \(ids.prefix(3).joined(separator: ", "))\(ids.count > 3 ? " …" : "")"
        case .session(let holder): "waits for \(holder), which uses the same session"
        case .worker(let missing): "waits for a node or worker that offers what it needs: \(Self.words(missing))"
        case .place: "waits for a free place"
        case .retry(let after): "tries again in \((max(0, after) + 999) / 1_000) s"
        case .record: "is being recorded"
        }
    }

    /// What is missing, for people: offers have the form `tag:gpu`.
    private static func words(_ missing: Set<String>) -> String {
        guard !missing.isEmpty else { return "each of it is offered, and no connected one offers all of it" }
        let words = missing.sorted().prefix(5).map { offer in
            let parts = offer.split(separator: ":", maxSplits: 1)
            return DisplayText.plain(parts.joined(separator: " "), maximumLength: 80)
        }
        return "no connected one offers \(words.joined(separator: ", "))\(missing.count > words.count ? " …" : "")"
    }
}
