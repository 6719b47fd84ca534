// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Prints what is known about tasks.
struct TaskReport: Sendable {
    let invocation: Invocation

    init(_ invocation: Invocation) { self.invocation = invocation }

    func json(_ value: JSONValue) {
        self.invocation.host.console.json(value)
    }

    func accepted(_ id: String, _ answer: JSONValue) {
        if self.invocation.wantsJSON { return self.json(answer) }
        self.invocation.host.console.line(
            "task \(PairingReport.clean(id)) taken; see it: openclaw task show \(PairingReport.clean(String(id.prefix(8))))"
        )
    }

    /// Tells what is waited for, where that is not in the way of the answer.
    func waiting(_ id: String) {
        guard !self.invocation.wantsJSON else { return }
        let console = self.invocation.host.console
        console.errorLine(console.errorStyle.dim("task \(PairingReport.clean(id))"))
    }

    /// Tells why it has not begun.
    func waits(_ reason: String) {
        guard !self.invocation.wantsJSON else { return }
        let console = self.invocation.host.console
        console.errorLine(console.errorStyle.dim(PairingReport.clean(reason)))
    }

    func ended(_ task: JSONValue) {
        if self.invocation.wantsJSON { return self.json(task) }
        let console = self.invocation.host.console
        if task["status"]?.stringValue == "completed" {
            console.lines(self.output(of: task))
        } else {
            let words = task["error"]?["message"]?.stringValue ?? ""
            console.errorLine("\(console.errorStyle.warning(task["status"]?.stringValue ?? "failed")): \(PairingReport.clean(words))")
        }
    }

    func list(_ answer: JSONValue) {
        if self.invocation.wantsJSON { return self.json(answer) }
        let console = self.invocation.host.console
        let tasks = answer["tasks"]?.arrayValue ?? []
        if tasks.isEmpty { return console.line("no tasks; hand one in: openclaw task run \"sum up the open issues\"") }
        for task in tasks {
            let id = PairingReport.clean(String((task["id"]?.stringValue ?? "").prefix(12)))
            var line = "\(console.style.dim(id))  \(self.status(task["status"]?.stringValue ?? ""))"
            line += "  \(task["metadata"]?["priority"]?.stringValue ?? "")  \(PairingReport.clean(task["title"]?.stringValue ?? ""))"
            console.line(line)
            let words = task["error"]?.stringValue ?? task["progressSummary"]?.stringValue
            if let words, task["status"]?.stringValue != "completed" { console.line("              \(PairingReport.clean(words))") }
        }
        if answer["nextCursor"] != nil { console.line(console.style.dim("there are more; raise --limit")) }
    }

    func show(_ task: JSONValue) {
        if self.invocation.wantsJSON { return self.json(task) }
        let console = self.invocation.host.console
        func row(_ name: String, _ text: String?) {
            guard let text, !text.isEmpty else { return }
            console.line("  \(name)\(String(repeating: " ", count: max(1, 10 - name.count)))\(PairingReport.clean(text))")
        }
        console.line("\(PairingReport.clean(task["id"]?.stringValue ?? ""))  \(self.status(task["status"]?.stringValue ?? ""))")
        row("task", task["task"]?.stringValue)
        row("priority", task["priority"]?.stringValue)
        row("agent", task["agentId"]?.stringValue)
        row("session", task["sessionKey"]?.stringValue)
        row("workspace", task["workspace"]?.stringValue)
        row("command", task["command"]?.stringValue)
        row("done by", task["worker"]?.stringValue)
        row("attempt", task["attempt"]?.intValue.map { $0 > 0 ? "\($0)" : "" })
        row("waits", task["waitReason"]?.stringValue)
        row("progress", task["progressText"]?.stringValue)
        row("taken", task["createdAt"]?.stringValue)
        row("began", task["startedAt"]?.stringValue)
        row("ended", task["endedAt"]?.stringValue)
        row("error", task["error"]?["message"]?.stringValue)
        let output = self.output(of: task)
        if !output.isEmpty { console.lines("\n\(output)") }
    }

    func cancelled(_ answer: JSONValue) {
        if self.invocation.wantsJSON { return self.json(answer) }
        let console = self.invocation.host.console
        if answer["cancelled"]?.boolValue == true { return console.line("task cancelled") }
        console.errorLine("nothing was cancelled: \(PairingReport.clean(answer["reason"]?.stringValue ?? ""))")
    }

    /// What came of a task, line by line without what would change the terminal.
    private func output(of task: JSONValue) -> String {
        let text = task["output"]?.stringValue ?? task["result"].map { String(decoding: $0.serialized(pretty: true), as: UTF8.self) } ?? ""
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { PairingReport.clean(String($0)) }.joined(separator: "\n")
    }

    private func status(_ status: String) -> String {
        let style = self.invocation.host.console.style
        return switch status {
        case "completed": style.good(status)
        case "failed", "timed_out": style.warning(status)
        default: status
        }
    }
}
