// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How the peer broke the protocol, with the close code to answer.
public struct WebSocketError: Error, Sendable, Hashable, CustomStringConvertible {
    enum Rule: UInt8 {
        case reservedBits, reservedOpcode, missingMask, unexpectedMask, fragmentedControl, controlTooLong
        case lengthNotMinimal, lengthTooLarge, unexpectedContinuation, unfinishedMessage
        case shortClosePayload, invalidCloseCode, invalidCloseReason, invalidText, messageTooBig
    }

    let rule: Rule

    init(_ rule: Rule) { self.rule = rule }

    /// The code to close with: 1002, 1007 or 1009.
    public var closeCode: WebSocketCloseCode {
        switch rule {
        case .invalidText, .invalidCloseReason: .invalidData
        case .messageTooBig: .messageTooBig
        default: .protocolError
        }
    }

    /// The rule in one sentence; short enough for a close reason.
    public var description: String {
        switch rule {
        case .reservedBits: "A reserved bit is set which no extension has taken."
        case .reservedOpcode: "The opcode is reserved."
        case .missingMask: "Frames from a client must be masked."
        case .unexpectedMask: "Frames from a server must not be masked."
        case .fragmentedControl: "Control frames cannot be fragmented."
        case .controlTooLong: "Control frames carry at most 125 bytes."
        case .lengthNotMinimal: "The length is not in its shortest form."
        case .lengthTooLarge: "The top bit of a 64-bit length must be clear."
        case .unexpectedContinuation: "A continuation without a message to continue."
        case .unfinishedMessage: "A new message started inside a fragmented one."
        case .shortClosePayload: "A close payload cannot be one byte."
        case .invalidCloseCode: "The close code is not allowed on the wire."
        case .invalidCloseReason: "The close reason is not UTF-8."
        case .invalidText: "The text is not UTF-8."
        case .messageTooBig: "The message is larger than this end accepts."
        }
    }
}
