// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ServiceGroup {
    /// Decides in which order services stop. Inputs are what happened, outputs what to do about it.
    struct StateMachine {
        enum Action: Equatable {
            /// Ask the service at this position to stop in order.
            case shutDown(Int)
            /// Start the time limit of the shutdown.
            case startDeadline
            /// Cancel everything which still runs.
            case cancelAll
            /// Everything has stopped.
            case finish
        }

        private let exitPolicies: [ServiceGroup.ExitPolicy]
        private var running: Set<Int>
        private var isShuttingDown = false
        /// The service which was asked to stop and has not.
        private var stopping: Int?
        /// The error to report at the end.
        private(set) var failure: (any Error)?
        private(set) var isPastDeadline = false

        init(exitPolicies: [ServiceGroup.ExitPolicy]) {
            self.exitPolicies = exitPolicies
            self.running = Set(exitPolicies.indices)
        }

        /// The positions of the services which still run, in order.
        var stillRunning: [Int] { running.sorted() }

        mutating func start() -> [Action] {
            running.isEmpty ? [.finish] : []
        }

        mutating func shutdownRequested() -> [Action] {
            guard !isShuttingDown, !running.isEmpty else { return [] }
            isShuttingDown = true
            return [.startDeadline] + shutDownNext()
        }

        mutating func deadlineReached() -> [Action] {
            guard isShuttingDown, !running.isEmpty else { return [] }
            isPastDeadline = true
            return [.cancelAll]
        }

        mutating func serviceEnded(_ position: Int, error: (any Error)?) -> [Action] {
            running.remove(position)
            let isExpected = isPastDeadline && error is CancellationError
            if let error, failure == nil, !isExpected { failure = error }
            if running.isEmpty { return [.finish] }
            if isShuttingDown {
                guard stopping == position else { return [] }
                return shutDownNext()
            }
            switch exitPolicies[position] {
            case .stopGroup: return shutdownRequested()
            case .keepGroup: return error == nil ? [] : shutdownRequested()
            }
        }

        private mutating func shutDownNext() -> [Action] {
            stopping = running.max()
            return stopping.map { [.shutDown($0)] } ?? []
        }
    }
}
