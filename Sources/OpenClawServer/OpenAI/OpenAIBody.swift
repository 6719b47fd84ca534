// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Reads what the bodies of both OpenAI interfaces have in common.
enum OpenAIBody {
    static func object(_ body: [UInt8]) throws(HTTPProblem) -> JSONObject {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: body)
        } catch {
            throw .invalid("The body is no JSON: \(error)", code: "invalid_json")
        }
        guard case .object(let object) = value else { throw .invalid("The body must be a JSON object.", code: "invalid_json") }
        return object
    }

    static func model(_ object: JSONObject) throws(HTTPProblem) -> String {
        switch object["model"] {
        case nil, .null: return "openclaw"
        case .string(let name): return name
        default: throw .invalid("model must be a string.", parameter: "model")
        }
    }

    static func flag(_ object: JSONObject, _ name: String) throws(HTTPProblem) -> Bool {
        switch object[name] {
        case nil, .null: return false
        case .bool(let flag): return flag
        default: throw .invalid("\(name) must be a boolean.", parameter: name)
        }
    }

    static func user(_ object: JSONObject) throws(HTTPProblem) -> String? {
        switch object["user"] {
        case nil, .null: return nil
        case .string(let user):
            guard user.utf8.count <= 400 else { throw .invalid("user must be at most 400 bytes.", parameter: "user") }
            return user
        default: throw .invalid("user must be a string.", parameter: "user")
        }
    }

    /// Tools that the client would run itself are not handed to agents; to ignore them silently would be a lie.
    static func refuseTools(_ object: JSONObject) throws(HTTPProblem) {
        if object["tool_choice"]?.stringValue == "none" { return }
        for name in ["tools", "functions"] where !(object[name]?.arrayValue ?? []).isEmpty {
            throw .invalid("\(name): tools of the client are not supported; agents use the gateway's own tools.", parameter: name)
        }
    }
}
