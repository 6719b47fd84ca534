// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ConfigurationProblem {
    /// The problem for programs: `path`, `message`, `code`, and `file`, `line`, `column` when it is in a file.
    public var json: JSONValue {
        var object: JSONObject = [
            "path": .string(self.path.map { "\($0)" } ?? ""), "message": .string(self.message), "code": .string(self.code.rawValue),
        ]
        switch self.origin {
        case .file(let path, let line, let column):
            object["file"] = .string(path)
            object["line"] = JSONValue(line)
            object["column"] = JSONValue(column)
        case .environment(let name): object["environment"] = .string(name)
        case .flag(let name): object["flag"] = .string(name)
        case .default: break
        }
        return .object(object)
    }
}
