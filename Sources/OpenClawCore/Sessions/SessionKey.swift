// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The name of a conversation's session, for instance `agent:main:main` or `agent:main:telegram:direct:42`.
///
/// Keys are lower-case. The forms are listed in Docs/Protocol.md (session keys); ``agentID`` reads the agent out of those that carry one.
public struct SessionKey: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The key as text, lower-case.
    public let rawValue: String

    /// Wraps a key and lower-cases it.
    public init(rawValue: String) { self.init(rawValue) }

    /// Wraps a key and lower-cases it.
    public init(_ rawValue: String) {
        let isOther = rawValue.utf8.anyByte { $0 >= 128 || ($0 >= 65 && $0 <= 90) }
        self.rawValue = isOther ? rawValue.lowercased() : rawValue
    }

    /// Wraps a literal.
    public init(stringLiteral value: String) { self.init(value) }

    /// The session of an agent's direct chats: `agent:<id>:<mainKey>`.
    public static func main(of agent: AgentID, mainKey: String = "main") -> SessionKey {
        SessionKey("agent:\(agent.rawValue):\(mainKey)")
    }

    /// The session that everybody shares with ``SessionScope/global``.
    public static let global = SessionKey("global")

    /// The agent named in a key of the form `agent:<id>:…`.
    public var agentID: AgentID? {
        var key = self.rawValue
        return key.withUTF8 { bytes in
            guard bytes.count > 6, bytes[5] == UInt8(ascii: ":"), bytes[..<5].elementsEqual("agent".utf8) else { return nil }
            guard let colon = bytes[6...].firstIndex(of: UInt8(ascii: ":")), colon > 6 else { return nil }
            return AgentID(String(decoding: bytes[6..<colon], as: UTF8.self))
        }
    }

    /// The largest key the gateway accepts, in UTF-8 bytes.
    public static let maximumLength = 512

    /// Whether the key is not empty, not too long and free of control characters.
    public var isValid: Bool {
        let bytes = self.rawValue.utf8
        return !bytes.isEmpty && bytes.count <= Self.maximumLength && !bytes.anyByte { $0 < 0x20 || $0 == 0x7f }
    }

    /// The key as text.
    public var description: String { self.rawValue }
}
