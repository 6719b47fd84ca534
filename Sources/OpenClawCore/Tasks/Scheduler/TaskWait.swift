// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a task waits for.
enum TaskWait: Sendable, Hashable {
    /// Other tasks.
    case dependencies([String])
    /// Another task of its session.
    case session(holder: String)
    /// A worker that can do it: none is there.
    case worker
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
        case .worker: "waits for a node or worker that offers what it needs"
        case .place: "waits for a free place"
        case .retry(let after): "tries again in \((max(0, after) + 999) / 1_000) s"
        case .record: "is being recorded"
        }
    }
}
