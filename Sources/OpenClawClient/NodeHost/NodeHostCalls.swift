// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Which calls a node runs and which it has answered, so that one that is asked for again is not run again. A value without I/O.
///
/// Bounds: 64 running, 256 answers and 16 MiB of them.
struct NodeHostCalls: Sendable {
    /// What to do with a request.
    enum Decision: Sendable {
        case run
        /// It runs already; its answer will be sent.
        case attach
        case answer(NodeOutcome)
        case refuse(NodeError)
    }

    static let maximumRunning = 64
    static let maximumAnswers = 256
    static let maximumBytes = 16 << 20

    private var running: Set<String> = []
    private var answers: [String: (outcome: NodeOutcome, bytes: Int)] = [:]
    private var order: [String] = []
    private var bytes = 0

    init() {}

    /// The gateway asks for a call, perhaps not for the first time.
    mutating func requested(_ id: String) -> Decision {
        if let answer = self.answers[id] { return .answer(answer.outcome) }
        if self.running.contains(id) { return .attach }
        guard self.running.count < Self.maximumRunning else {
            return .refuse(NodeError(.busy, "the node runs \(Self.maximumRunning) commands already; retry later"))
        }
        self.running.insert(id)
        return .run
    }

    /// A call has ended.
    mutating func ended(_ id: String, _ outcome: NodeOutcome, bytes: Int) {
        guard self.running.remove(id) != nil, bytes <= Self.maximumBytes else { return }
        self.answers[id] = (outcome, bytes)
        self.order.append(id)
        self.bytes += bytes
        while self.order.count > Self.maximumAnswers || self.bytes > Self.maximumBytes {
            self.bytes -= self.answers.removeValue(forKey: self.order.removeFirst())?.bytes ?? 0
        }
    }

    /// Nobody waits for a call any more.
    func isRunning(_ id: String) -> Bool { self.running.contains(id) }
}
