// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// Reads the content of messages in the forms of both OpenAI interfaces.
enum OpenAIContent {
    /// The blocks of a message: text, or a list of parts.
    static func blocks(_ value: JSONValue?, parameter: String) throws(HTTPProblem) -> [ContentBlock] {
        switch value {
        case nil, .null: return []
        case .string(let text): return text.isEmpty ? [] : [.text(text)]
        case .array(let parts):
            var blocks: [ContentBlock] = []
            for part in parts { if let block = try self.block(part, parameter: parameter) { blocks.append(block) } }
            return blocks
        default: throw .invalid("\(parameter) must be text or a list of parts.", parameter: parameter)
        }
    }

    private static func block(_ part: JSONValue, parameter: String) throws(HTTPProblem) -> ContentBlock? {
        let type = part["type"]?.stringValue ?? ""
        switch type {
        case "text", "input_text", "output_text", "refusal":
            guard let text = (part["text"] ?? part["refusal"])?.stringValue else {
                throw .invalid("\(parameter): a part of type \"\(type)\" needs text.", parameter: parameter)
            }
            return text.isEmpty ? nil : .text(text)
        case "image_url", "input_image":
            let url = part["image_url"]?.stringValue ?? part["image_url"]?["url"]?.stringValue
            guard let url else { throw .invalid("\(parameter): a part of type \"\(type)\" needs an image_url.", parameter: parameter) }
            return .media(try self.image(url, parameter: parameter))
        default:
            throw .invalid("\(parameter): parts of type \"\(type)\" are not supported; text and images are.", parameter: parameter)
        }
    }

    /// An image from a `data:` URL; addresses are handed on to the model service, never fetched here.
    private static func image(_ url: String, parameter: String) throws(HTTPProblem) -> JSONObject {
        guard url.hasPrefix("data:") else {
            guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
                throw .invalid("\(parameter): an image_url is a data: URL or an http address.", parameter: parameter)
            }
            return ["type": "image", "url": .string(url)]
        }
        let rest = url.dropFirst("data:".count)
        guard let comma = rest.firstIndex(of: ","), rest[..<comma].hasSuffix(";base64") else {
            throw .invalid("\(parameter): a data: URL needs the form data:image/png;base64,….", parameter: parameter)
        }
        let type = rest[..<comma].dropLast(";base64".count)
        guard type.hasPrefix("image/") else {
            throw .invalid("\(parameter): \"\(type)\" is no image type.", parameter: parameter)
        }
        return ["type": "image", "mimeType": .string(String(type)), "content": .string(String(rest[rest.index(after: comma)...]))]
    }
}
