// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension TaskError {
    /// Does something with one of the tasks that were handed in together; what it throws says which one.
    static func at<Value>(_ index: Int, _ body: () throws(TaskError) -> Value) throws(TaskError) -> Value {
        do throws(TaskError) {
            return try body()
        } catch {
            var error = error
            error.index = index
            throw error
        }
    }

    /// The error in the words of a request with a list of tasks: the field is `tasks[1].priority`, not `priority`.
    var ofBatch: TaskError {
        guard let index else { return self }
        var error = self
        error.message = "tasks[\(index)]: \(self.message)"
        error.field = "tasks[\(index)]" + (self.field.map { ".\($0)" } ?? "")
        return error
    }
}
