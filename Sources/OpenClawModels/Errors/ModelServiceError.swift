// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// What a service says about a failure, in any of the forms in use.
///
/// Known forms: `{"error":{"message","type","code"}}`, `{"error":"…"}`, `{"object":"error","message","type","code"}`,
/// `{"detail":…}`, `{"message":…}`, and plain text.
struct ModelServiceError: Sendable, Equatable {
    /// The longest message that is passed on, in characters.
    static let messageLimit = 400

    let message: String
    let type: String
    let code: String

    /// Reads the content of a response.
    init(content: [UInt8]) {
        do {
            self.init(json: try JSONValue(parsing: content, limits: JSONLimits(maximumDepth: 32)))
        } catch {
            let text = String(decoding: content.prefix(4 * Self.messageLimit), as: UTF8.self)
            // A page of a proxy says nothing worth passing on.
            let isPage = ["<html", "<HTML", "<!DOCTYPE", "<!doctype"].contains { text.contains($0) }
            self.init(message: isPage ? "" : text)
        }
    }

    /// Makes a report of a message.
    init(message: String, type: String = "", code: String = "") {
        self.message = Self.tidy(message)
        self.type = type
        self.code = code
    }

    /// Reads a JSON value.
    init(json: JSONValue) {
        let object = json["error"] ?? json
        var message = Self.text(object) ?? ""
        for key in ["message", "detail", "error", "error_message", "msg"] where message.isEmpty {
            message = Self.text(object[key]) ?? ""
        }
        let type = Self.text(object["type"]) ?? Self.text(object["status"]) ?? ""
        self.init(message: message, type: type, code: Self.text(object["code"]) ?? "")
    }

    /// The status the code stands for when a service reports it inside a stream.
    var statusFromCode: Int? { Int(self.code).flatMap { (400...599).contains($0) ? $0 : nil } }

    private static func text(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text): text
        case .int(let number): String(number)
        case .array(let parts): parts.compactMap { self.text($0["msg"]) ?? self.text($0["message"]) }.first
        default: nil
        }
    }

    /// One line of bounded length without control characters.
    private static func tidy(_ text: String) -> String {
        var output = ""
        var isSpace = true
        for character in text {
            if character.isWhitespace || character.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
                if !isSpace { output.append(" ") }
                isSpace = true
            } else {
                output.append(character)
                isSpace = false
            }
            if output.count >= Self.messageLimit { return output + "…" }
        }
        if isSpace, !output.isEmpty { output.removeLast() }
        return output
    }
}
