// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

/// Runs frames through a machine and writes down what it reports. Long payloads are shortened to their size.
func frameTranscript(
    _ pieces: [[UInt8]],
    role: WebSocketRole = .server,
    limit: Int = 1 << 20,
    allowsCompression: Bool = false
) -> [String] {
    var machine = WebSocketMachine(role: role, maximumMessageBytes: limit, allowsCompression: allowsCompression)
    var transcript: [String] = []
    for piece in pieces {
        var piece = piece
        let isDone = piece.withUnsafeMutableBytes { bytes -> Bool in
            func show(_ payload: WebSocketPayload) -> String {
                let content = payload.bytes(in: UnsafeRawBufferPointer(bytes))
                return content.count > 200 ? "#\(content.count):\(content.reduce(0) { $0 &* 31 &+ Int($1) })" : content.hex
            }
            var cursor = 0
            while true {
                switch machine.next(bytes, &cursor) {
                case .needMoreData:
                    if cursor != bytes.count { transcript.append("unread input") }
                    return false
                case .text(let payload, let isCompressed):
                    transcript.append("text\(isCompressed ? "*" : "") \(show(payload))")
                case .binary(let payload, let isCompressed):
                    transcript.append("binary\(isCompressed ? "*" : "") \(show(payload))")
                case .ping(let payload):
                    transcript.append("ping \(show(payload))")
                case .pong(let payload):
                    transcript.append("pong \(show(payload))")
                case .close(let code, let reason):
                    transcript.append("close \(code) \(reason)")
                case .failed(let error):
                    transcript.append("failed \(error.closeCode) \(error)")
                    return true
                }
            }
        }
        if isDone { return transcript }
    }
    return transcript
}

/// A frame built by hand, so that wrong ones can be built too. Masked with a fixed key unless told otherwise.
func frame(
    _ first: UInt8,
    _ payload: [UInt8] = [],
    masked: Bool = true,
    declaring count: Int? = nil,
    lengthBytes: Int? = nil
) -> [UInt8] {
    let count = count ?? payload.count
    var bytes = [first]
    let mask: UInt8 = masked ? 0x80 : 0
    switch lengthBytes ?? (count < 126 ? 0 : count <= 0xFFFF ? 2 : 8) {
    case 0: bytes.append(mask | UInt8(count))
    case 2: bytes += [mask | 126, UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)]
    default:
        bytes.append(mask | 127)
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: UInt64(bitPattern: Int64(count)) >> UInt64(shift)))
        }
    }
    guard masked else { return bytes + payload }
    let key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
    bytes += key
    for (index, byte) in payload.enumerated() { bytes.append(byte ^ key[index % 4]) }
    return bytes
}
