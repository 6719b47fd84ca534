// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One element of `Sec-WebSocket-Extensions`: a name with parameters (RFC 6455 section 9.1).
struct WebSocketExtension: Sendable, Hashable {
    struct Parameter: Sendable, Hashable {
        var name: String
        var value: String?
    }

    var name: String
    var parameters: [Parameter]

    /// Parses all fields of the header; nil when one of them is malformed.
    static func parse(_ fields: HTTPFields) -> [WebSocketExtension]? {
        var extensions: [WebSocketExtension] = []
        for value in fields.values(.secWebSocketExtensions) {
            var reader = Reader(bytes: [UInt8](value.utf8))
            guard let parsed = reader.list() else { return nil }
            extensions += parsed
        }
        return extensions
    }

    /// A cursor over one field value.
    private struct Reader {
        let bytes: [UInt8]
        var index = 0

        mutating func list() -> [WebSocketExtension]? {
            var extensions: [WebSocketExtension] = []
            repeat {
                skipBlanks()
                guard let name = token() else { return nil }
                guard let parameters = parameters() else { return nil }
                extensions.append(WebSocketExtension(name: name, parameters: parameters))
            } while take(0x2C)
            return index == bytes.count ? extensions : nil
        }

        private mutating func parameters() -> [Parameter]? {
            var parameters: [Parameter] = []
            skipBlanks()
            while take(0x3B) {
                skipBlanks()
                guard let name = token() else { return nil }
                skipBlanks()
                var value: String?
                if take(0x3D) {
                    skipBlanks()
                    guard let text = take(0x22) ? quoted() : token() else { return nil }
                    value = text
                }
                parameters.append(Parameter(name: name, value: value))
                skipBlanks()
            }
            return parameters
        }

        private mutating func token() -> String? {
            let start = index
            while index < bytes.count, ASCII.isToken(bytes[index]) { index += 1 }
            return index > start ? String(decoding: bytes[start..<index], as: UTF8.self) : nil
        }

        /// The rest of a quoted string; its content must be a token.
        private mutating func quoted() -> String? {
            var content: [UInt8] = []
            while index < bytes.count {
                var byte = bytes[index]
                index += 1
                if byte == 0x22 { return content.isEmpty ? nil : String(decoding: content, as: UTF8.self) }
                if byte == 0x5C {
                    guard index < bytes.count else { return nil }
                    byte = bytes[index]
                    index += 1
                }
                guard ASCII.isToken(byte) else { return nil }
                content.append(byte)
            }
            return nil
        }

        private mutating func skipBlanks() {
            while index < bytes.count, ASCII.isBlank(bytes[index]) { index += 1 }
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
            return true
        }
    }
}
