// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// How often a task asks again for a place in its session or at its node.
    private static let placeAttempts = 600

    /// Has the agent take the turn of a task.
    func takeTurn(for task: TaskSnapshot) async -> TaskAttemptEnd {
        guard let agent = task.agentID, let key = task.sessionKey, let runID = task.runID else {
            return .failed("it names no agent", isFinal: true)
        }
        if task.attempt > 1, task.hasOwnSession, let failure = await self.emptySession(key) { return .failed(failure, isFinal: false) }
        var request = TurnRequest(sessionKey: key, agentID: agent, content: [.text(task.request.text)], runID: runID, account: "task")
        if let timeout = task.request.timeout ?? self.tasks.configuration.defaultTimeout {
            // The scheduler ends it; the run's own limit must not come first.
            request.timeout = timeout > .zero ? timeout + .seconds(5) : .seconds(366 * 86_400)
        }
        for _ in 0..<Self.placeAttempts {
            do {
                let result = try await self.follow(request) { event in
                    if case .toolCall(let call) = event { self.tasks.progressed(task, nil, "uses \(call.name)") }
                }
                return Self.end(of: result)
            } catch is CancellationError {
                return .stopped
            } catch let error as MethodError where error.retryable == true {
                do { try await self.configuration.clock.sleep(for: .seconds(1)) } catch { return .stopped }
            } catch {
                return .failed((error as? MethodError)?.message ?? "\(error)", isFinal: true)
            }
        }
        return .failed("its session has had no room for long", isFinal: false)
    }

    private static func end(of result: RunResult) -> TaskAttemptEnd {
        switch result.status {
        case .ok: .done(TaskOutcome(text: result.text))
        case .aborted: .failed(result.error?.message ?? "the run was stopped", isFinal: true)
        default: .failed(result.error?.message ?? "the run ended with \(result.status)", isFinal: false)
        }
    }

    /// Gives a task's own session an empty transcript, so that its next attempt does not see the last one.
    private func emptySession(_ key: SessionKey) async -> String? {
        do throws(SessionStoreError) {
            guard try await self.sessions.record(key) != nil else { return nil }
            try await self.sessions.reset(key, expectedSessionID: nil, epoch: self.epoch)
            return nil
        } catch {
            return "its session could not be prepared: \(error.message)"
        }
    }

    /// Has a node run the command of a task.
    /// - Parameter call: the name of the call; the task's place at the node is free when the node has let go of it.
    func invoke(_ node: NodeID, for task: TaskSnapshot, call: String) async -> TaskAttemptEnd {
        let request = task.request
        let command = request.command ?? TaskRequest.defaultCommand
        var params = request.params
        if params.isNull {
            params = ["task": .string(request.text), "taskId": .string(task.id), "attempt": JSONValue(task.attempt)]
        }
        do throws(MethodError) {
            params = try Self.unapprovedParams(command, params)
        } catch {
            return .failed(error.message, isFinal: true)
        }
        let timeout = request.timeout ?? self.tasks.configuration.defaultTimeout ?? .zero
        for _ in 0..<Self.placeAttempts {
            var invocation = NodeInvocation(
                id: call,
                command: command,
                params: params,
                timeout: timeout > .zero ? timeout + .seconds(5) : .seconds(30 * 86_400),
                progress: NodeProgress { chunk in self.tasks.progressed(task, nil, String(chunk.suffix(200))) }
            )
            invocation.isHeld = true
            do throws(NodeError) {
                return Self.end(of: try await self.nodes.invoke(invocation, on: node), command)
            } catch {
                switch error.code {
                case .busy:
                    do { try await self.configuration.clock.sleep(for: .seconds(1)) } catch { return .stopped }
                case .cancelled: return .stopped
                case .notConnected, .restarted: return .lost(error.message)
                case .unsupported, .invalidParams, .runDenied: return .failed(error.message, isFinal: true)
                default: return .failed(error.message, isFinal: false)
                }
            }
        }
        return .failed("node \(node) has had too much to do for long", isFinal: false)
    }

    /// A program that did not end well has failed.
    private static func end(of payload: JSONValue, _ command: String) -> TaskAttemptEnd {
        let text = payload["stdout"]?.stringValue ?? payload["text"]?.stringValue
        guard command == "system.run", payload["success"]?.boolValue == false else {
            return .done(TaskOutcome(text: text, value: payload))
        }
        let how =
            payload["timedOut"]?.boolValue == true
            ? "took too long" : payload["exitCode"]?.intValue.map { "ended with exit code \($0)" } ?? "was ended by a signal"
        let words = (payload["stderr"]?.stringValue ?? "").suffix(300)
        return .failed("the program \(how)\(words.isEmpty ? "" : ": \(words)")", isFinal: false)
    }
}
