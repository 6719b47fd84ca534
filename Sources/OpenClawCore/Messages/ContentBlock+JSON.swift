// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ContentBlock {
    /// Reads a block object; kinds without a case of their own are kept whole.
    public init(json: JSONValue) {
        guard let object = json.objectValue else {
            self = .text(json.stringValue ?? "")
            return
        }
        switch object["type"]?.stringValue {
        case "text": self = .text(object["text"]?.stringValue ?? "")
        case "thinking": self = .thinking(object["thinking"]?.stringValue ?? "")
        case "image", "audio", "video", "file": self = .media(object)
        case "toolCall":
            self = .toolCall(
                ToolCall(
                    id: object["id"]?.stringValue ?? "",
                    name: object["name"]?.stringValue ?? "",
                    arguments: object["arguments"] ?? .object([:])
                )
            )
        default: self = .other(object)
        }
    }

    /// The block object as the transcript and the protocol write it.
    public var json: JSONValue {
        switch self {
        case .text(let text): .object(["type": "text", "text": .string(text)])
        case .thinking(let text): .object(["type": "thinking", "thinking": .string(text)])
        case .media(let object), .other(let object): .object(object)
        case .toolCall(let call):
            .object(["type": "toolCall", "id": .string(call.id), "name": .string(call.name), "arguments": call.arguments])
        }
    }
}
