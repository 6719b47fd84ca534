// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Runs several services and stops them together.
///
/// Services start at once. When one fails, when one returns, or when a shutdown is requested, the others are asked to stop in
/// order, the last one first, each after the one behind it has stopped. What still runs at the deadline is cancelled.
/// A group is a service itself; a shutdown of the group around it reaches it like any other.
public final class ServiceGroup: Service {
    /// What it means for the group that a service returned without an error.
    public enum ExitPolicy: Sendable, Hashable {
        /// The whole group stops.
        case stopGroup
        /// The others go on.
        case keepGroup
    }

    /// A service and what its end means.
    public struct Member: Sendable {
        /// The service.
        public var service: any Service
        /// Its name in errors.
        public var name: String
        /// What it means that it returned.
        public var onReturn: ExitPolicy

        /// Creates a member; without a name it is called after its type.
        public init(_ service: any Service, name: String? = nil, onReturn: ExitPolicy = .stopGroup) {
            self.service = service
            self.name = name ?? String(describing: type(of: service))
            self.onReturn = onReturn
        }
    }

    private enum Event: Sendable {
        case ended(Int, (any Error)?)
        case shutdownRequested
        case deadlineReached
        case waiterCancelled
    }

    private let members: [Member]
    private let deadline: Duration?
    private let clock: any Clock<Duration>
    private let shutdown = GracefulShutdown()

    /// Creates a group.
    /// - Parameters:
    ///   - members: The services in the order they depend on each other: a later one may use the earlier ones.
    ///   - deadline: How long a graceful shutdown may take before the rest is cancelled; `nil` for no limit.
    ///   - clock: Measures the deadline.
    public init(_ members: [Member], deadline: Duration? = .seconds(30), clock: any Clock<Duration> = ContinuousClock()) {
        self.members = members
        self.deadline = deadline
        self.clock = clock
    }

    /// Creates a group of services which all stop the group when they return.
    public convenience init(
        services: [any Service],
        deadline: Duration? = .seconds(30),
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.init(services.map { Member($0) }, deadline: deadline, clock: clock)
    }

    /// Asks the services to stop in order. May be called from any thread, also before ``run()``.
    public func triggerGracefulShutdown() {
        shutdown.trigger()
    }

    /// Runs all services until all have stopped. Call it once.
    /// - Throws: The first error of a service; ``ServiceGroupError`` when the deadline passed; `CancellationError` when cancelled.
    public func run() async throws {
        try await withGracefulShutdownHandler {
            try await runMembers()
        } onGracefulShutdown: { [shutdown] in
            shutdown.trigger()
        }
    }

    private func runMembers() async throws {
        var machine = StateMachine(exitPolicies: members.map(\.onReturn))
        let requests = members.map { _ in GracefulShutdown() }
        var late: [Int] = []
        await withTaskGroup(of: Event.self) { group in
            for (position, member) in members.enumerated() {
                let request = requests[position]
                group.addTask {
                    do {
                        try await request.run { try await member.service.run() }
                        return .ended(position, nil)
                    } catch {
                        return .ended(position, error)
                    }
                }
            }
            group.addTask { [shutdown] in
                do {
                    try await shutdown.wait()
                    return .shutdownRequested
                } catch {
                    return .waiterCancelled
                }
            }
            var actions = machine.start()
            while true {
                for action in actions {
                    switch action {
                    case .shutDown(let position):
                        requests[position].trigger()
                    case .startDeadline:
                        guard let deadline else { continue }
                        group.addTask { [clock] in
                            do {
                                try await clock.sleep(for: deadline)
                                return .deadlineReached
                            } catch {
                                return .waiterCancelled
                            }
                        }
                    case .cancelAll:
                        late = machine.stillRunning
                        group.cancelAll()
                    case .finish:
                        group.cancelAll()
                        return
                    }
                }
                switch await group.next() {
                case .ended(let position, let error): actions = machine.serviceEnded(position, error: error)
                case .shutdownRequested: actions = machine.shutdownRequested()
                case .deadlineReached: actions = machine.deadlineReached()
                case .waiterCancelled: actions = []
                case nil: return
                }
            }
        }
        if let failure = machine.failure { throw failure }
        if !late.isEmpty { throw ServiceGroupError(.deadlineExceeded, services: late.map { members[$0].name }) }
        try Task.checkCancellation()
    }
}
