// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The gateway's way through its phases; a value that decides, without tasks.
struct GatewayLifecycle {
    private(set) var phase = GatewayPhase.idle
    /// Whether `run()` has ever begun.
    private(set) var hasStarted = false

    /// `run()` begins; `false` when it has begun before.
    mutating func start() -> Bool {
        guard self.phase == .idle else { return false }
        self.phase = .starting
        self.hasStarted = true
        return true
    }

    /// What was left is taken up; `false` when a shutdown has begun meanwhile.
    mutating func open() -> Bool {
        guard self.phase == .starting else { return false }
        self.phase = .running
        return true
    }

    /// A graceful shutdown begins; `false` when there is nothing to shut down.
    mutating func drain() -> Bool {
        guard self.phase == .running || self.phase == .starting else { return false }
        self.phase = .draining
        return true
    }

    /// Everything has ended.
    mutating func stop() -> Bool {
        self.phase = .stopped
        return true
    }
}
