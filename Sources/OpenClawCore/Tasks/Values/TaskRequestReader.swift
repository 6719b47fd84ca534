// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads the fields of a task; errors name the field and what it takes.
struct TaskRequestReader {
    let object: JSONObject

    /// The longest time, a year.
    private static let longest = 366 * 86_400.0

    func text(_ name: String, maximumBytes: Int) throws(TaskError) -> String? {
        guard let value = self.object[name], !value.isNull else { return nil }
        guard let text = value.stringValue else { throw TaskError(.invalid, "\(name) must be a text", field: name) }
        guard !text.isEmpty else { throw TaskError(.invalid, "\(name) must not be empty; leave it out", field: name) }
        guard text.utf8.count <= maximumBytes else {
            throw TaskError(.invalid, "\(name) has \(text.utf8.count) bytes; at most \(maximumBytes) are taken", field: name)
        }
        return text
    }

    func required(_ name: String, maximumBytes: Int) throws(TaskError) -> String {
        guard self.object[name]?.stringValue != "", let text = try self.text(name, maximumBytes: maximumBytes) else {
            throw TaskError(.invalid, "\(name) is missing: say what is to be done, as a text", field: name)
        }
        return text
    }

    func texts(_ name: String) throws(TaskError) -> [String] {
        guard let value = self.object[name], !value.isNull else { return [] }
        guard let items = value.arrayValue, items.count <= 32 else {
            throw TaskError(.invalid, "\(name) must be a list of at most 32 texts", field: name)
        }
        var texts: [String] = []
        for item in items {
            guard let text = item.stringValue, (1...128).contains(text.utf8.count) else {
                throw TaskError(.invalid, "\(name) must be a list of texts with 1 to 128 bytes", field: name)
            }
            texts.append(text)
        }
        return texts
    }

    func dependencies() throws(TaskError) -> [TaskDependency] {
        let name = "dependsOn"
        guard let value = self.object[name], !value.isNull else { return [] }
        let advice = "dependsOn must be a list of task ids, or of {id, onFailure} with onFailure fail or proceed"
        guard let items = value.arrayValue else { throw TaskError(.invalid, advice, field: name) }
        guard items.count <= 64 else { throw TaskError(.invalid, "a task depends on at most 64 others", field: name) }
        var found: [TaskDependency] = []
        for item in items {
            let id = item.stringValue ?? item["id"]?.stringValue
            guard let id, !id.isEmpty else { throw TaskError(.invalid, advice, field: name) }
            var dependency = TaskDependency(id: id)
            if let word = item["onFailure"] {
                guard let policy = word.stringValue.flatMap({ TaskDependency.FailurePolicy(rawValue: $0) }) else {
                    throw TaskError(.invalid, advice, field: name)
                }
                dependency.onFailure = policy
            }
            for (key, _) in item.objectValue ?? [:] where key != "id" && key != "onFailure" {
                throw TaskError(.invalid, advice, field: name)
            }
            if !found.contains(where: { $0.id == id }) { found.append(dependency) }
        }
        return found
    }

    func seconds(_ name: String) throws(TaskError) -> Duration? {
        guard let value = self.object[name], !value.isNull else { return nil }
        guard let seconds = value.doubleValue ?? value.intValue.map(Double.init), seconds >= 0, seconds <= Self.longest else {
            throw TaskError(.invalid, "\(name) must be a number of seconds, at most a year; 0 is without limit", field: name)
        }
        return .milliseconds(Int64(seconds * 1_000))
    }

    func retry() throws(TaskError) -> TaskRetryPolicy {
        var policy = TaskRetryPolicy()
        guard let value = self.object["retry"], !value.isNull else { return policy }
        let advice = "retry is an object with attempts (1 to 100), delayMs (up to 3600000) and onLoss (again or report)"
        guard let retry = value.objectValue else { throw TaskError(.invalid, advice, field: "retry") }
        for (key, item) in retry {
            switch key {
            case "attempts":
                guard let count = item.intValue, (1...100).contains(count) else {
                    throw TaskError(.invalid, advice, field: "retry.attempts")
                }
                policy.maximumAttempts = Int(count)
            case "delayMs":
                guard let delay = item.intValue, (0...3_600_000).contains(delay) else {
                    throw TaskError(.invalid, advice, field: "retry.delayMs")
                }
                policy.delay = .milliseconds(delay)
            case "onLoss":
                guard let loss = item.stringValue.flatMap({ TaskRetryPolicy.Loss(rawValue: $0) }) else {
                    throw TaskError(.invalid, advice, field: "retry.onLoss")
                }
                policy.onLoss = loss
            default: throw TaskError(.invalid, advice, field: "retry.\(key)")
            }
        }
        return policy
    }
}
