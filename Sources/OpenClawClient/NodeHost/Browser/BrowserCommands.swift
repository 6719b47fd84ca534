// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
public import OpenClawNet
import OpenClawWire

/// `browser.proxy`: hands requests on to a browser control server on this machine.
public struct BrowserCommands: Sendable {
    /// The largest answer, in bytes.
    public static let maximumBytes = 16 << 20

    private let base: WireURL
    private let client: HTTPClient

    /// Makes the command.
    /// - Parameters:
    ///   - address: The server, for instance `http://127.0.0.1:18791`. Only this machine's own addresses are accepted.
    ///   - client: The client to ask with.
    public init(address: String, client: HTTPClient) throws(NodeError) {
        guard let url = try? WireURL(address), url.scheme == .http, SocketAddress(ip: url.host, port: url.port)?.isLoopback ?? false else {
            throw NodeError(.invalidParams, "\(address) is no browser control server of this machine; write for example http://127.0.0.1:18791")
        }
        self.base = url
        self.client = client
    }

    /// The command.
    public var group: NodeCommandGroup {
        NodeCommandGroup(["browser.proxy": { call throws(NodeError) in try await self.proxy(call) }])
    }

    private func proxy(_ call: NodeInvocation) async throws(NodeError) -> JSONValue {
        let params = try CommandParams(call, known: ["method", "path", "query", "body", "timeoutMs", "profile"])
        let method: HTTPMethod
        switch try params.text("method", maximum: 16)?.uppercased() ?? "GET" {
        case "GET": method = .get
        case "POST": method = .post
        case "DELETE": method = .delete
        default: throw NodeError(.invalidParams, "method is GET, POST or DELETE")
        }
        let url: WireURL
        do {
            url = try WireURL(Self.address(self.base, try params.required("path"), params.object["query"], try params.text("profile")))
        } catch let error as NodeError {
            throw error
        } catch {
            throw NodeError(.invalidParams, "path is no path of a URL: \(error)")
        }
        var fields = HTTPFields()
        var body: [UInt8] = []
        if let value = params.object["body"], !value.isNull {
            body = value.serialized()
            fields.set(.contentType, "application/json")
        }
        do {
            let response = try await self.client.execute(HTTPClientRequest(method: method, url: url, fields: fields, body: body))
            let bytes = try await response.collect(upTo: Self.maximumBytes)
            let text = String(decoding: bytes, as: UTF8.self)
            let result = (try? JSONValue(parsing: bytes)) ?? .string(text)  // Not every answer is JSON.
            guard (200..<300).contains(Int(response.head.status.code)) else {
                throw NodeError(.failed, "the browser answered \(response.head.status.code): \(DisplayText.plain(text, maximumLength: 512))")
            }
            return ["result": result]
        } catch let error as NodeError {
            throw error
        } catch {
            throw NodeError(.failed, "the browser control server at \(self.base) does not answer: \(error)")
        }
    }

    private static func address(_ base: WireURL, _ path: String, _ query: JSONValue?, _ profile: String?) throws(NodeError) -> String {
        guard path.hasPrefix("/"), !path.split(separator: "/").contains(".."), !path.contains("?"), !path.contains("#"),
            path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C && $0 != 0x25 })
        else { throw NodeError(.invalidParams, "path begins with / and has no .., ?, #, %, blanks or backslashes") }
        var parts: [String] = []
        for (name, value) in query?.objectValue ?? [:] {
            parts.append("\(Self.escaped(name))=\(Self.escaped(value.stringValue ?? "\(value)"))")
        }
        if let profile { parts.append("profile=\(Self.escaped(profile))") }
        let host = base.host.contains(":") ? "[\(base.host)]" : base.host
        return "http://\(host):\(base.port)\(path)" + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }

    private static func escaped(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.map { byte in
            let isPlain = (byte | 0x20 >= 97 && byte | 0x20 <= 122) || (byte >= 48 && byte <= 57) || [45, 46, 95, 126].contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }.joined()
    }
}
