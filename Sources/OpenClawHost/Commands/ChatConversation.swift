// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawClient
import OpenClawCore
import Synchronization

/// A conversation on the terminal.
struct ChatConversation: Sendable {
    let client: GatewayClient
    let session: String
    let console: Console
    let input: any LineSource
    /// Ctrl-C, once per press.
    let interrupts: Mailbox<Int32>

    private enum Event: Sendable {
        case line(String?)
        case interrupted
        case answered(Result<ChatAnswer, GatewayClientError>)
        case nothing
    }

    /// Asks for messages and prints answers until the input ends.
    func run() async throws -> ExitCode {
        let style = self.console.style
        if self.console.isTerminal {
            self.console.line(style.dim("session \(self.session) — /help for commands, /quit to leave"))
        }
        while true {
            if self.console.isTerminal { self.console.write("\n\(style.accent("you ❯")) ") }
            guard let line = await self.nextLine() else {
                if self.console.isTerminal { self.console.line() }
                return .success
            }
            let text = Self.trimmed(line)
            switch text {
            case "": continue
            case "/quit", "/exit", "/q": return .success
            case "/help":
                self.console.line("/quit leaves, /help shows this. Ctrl-C stops an answer. Everything else goes to the agent.")
                continue
            default: break
            }
            if self.console.isTerminal { self.console.write("\(style.good("claw ❯")) ") }
            do {
                _ = try await self.answer(text)
            } catch let error as GatewayClientError where error.code == .agentFailed || error.code == .refused {
                self.console.errorLine("\(self.console.errorStyle.bad("error:")) \(error.message)")
            }
        }
    }

    /// Sends a message and prints the answer as it comes.
    func answer(_ text: String) async throws -> ExitCode {
        let endsWithNewline = Mutex(true)
        let outcome = await self.exchange(text) { progress in
            switch progress {
            case .delta(let words):
                self.console.words(words)
                endsWithNewline.withLock { $0 = words.hasSuffix("\n") }
            case .replacement(let whole):
                self.console.words("\n\(whole)")
                endsWithNewline.withLock { $0 = whole.hasSuffix("\n") }
            case .tool(let name, "start"):
                self.console.errorLine(self.console.errorStyle.dim("⚙ \(name)"))
            case .tool: break
            }
        }
        if !endsWithNewline.withLock({ $0 }) { self.console.line() }
        switch outcome {
        case .success:
            return .success
        case .failure(let error) where error.code == .aborted:
            self.console.errorLine(self.console.errorStyle.dim("(stopped)"))
            return .interrupted
        case .failure(let error):
            throw error
        }
    }

    /// Sends a message and prints the whole answer as JSON.
    func answerAsJSON(_ text: String) async throws -> ExitCode {
        let answer = try await self.exchange(text) { _ in }.get()
        var report: JSONObject = ["runId": .string(answer.runID), "sessionKey": .string(self.session), "text": .string(answer.text)]
        if let usage = answer.usage { report["usage"] = usage }
        self.console.json(JSONValue.object(report))
        return .success
    }

    /// Sends a message; Ctrl-C meanwhile asks the gateway to stop the run.
    private func exchange(
        _ text: String,
        _ onProgress: @escaping @Sendable (ChatProgress) -> Void
    ) async -> Result<ChatAnswer, GatewayClientError> {
        await withTaskGroup(of: Event.self) { group in
            group.addTask {
                do throws(GatewayClientError) {
                    return .answered(.success(try await self.client.chat(text, session: self.session, onProgress: onProgress)))
                } catch {
                    return .answered(.failure(error))
                }
            }
            group.addTask { await self.interrupts.next() == nil ? .nothing : .interrupted }
            while let event = await group.next() {
                switch event {
                case .answered(let outcome):
                    group.cancelAll()
                    return outcome
                case .interrupted:
                    // Whether the gateway could stop it shows in the run's last event.
                    do { try await self.client.abortChat(session: self.session) } catch { group.cancelAll() }
                case .line, .nothing:
                    continue
                }
            }
            return .failure(GatewayClientError(.cancelled, "the chat was given up"))
        }
    }

    /// The next line; `nil` at the end of the input or after Ctrl-C.
    private func nextLine() async -> String? {
        await withTaskGroup(of: Event.self) { group in
            group.addTask { .line(await self.input.nextLine()) }
            group.addTask { await self.interrupts.next() == nil ? .nothing : .interrupted }
            defer { group.cancelAll() }
            while let event = await group.next() {
                switch event {
                case .line(let line): return line
                case .interrupted: return nil
                case .answered, .nothing: continue
                }
            }
            return nil
        }
    }

    private static func trimmed(_ line: String) -> String {
        var text = Substring(line)
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
