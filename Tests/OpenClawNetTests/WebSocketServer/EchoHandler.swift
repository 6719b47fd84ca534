// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet
import Synchronization

/// What handlers have seen.
final class WebSocketLog: Sendable {
    private let lines = Mutex<[String]>([])

    var closed: [String] { lines.withLock { $0 } }

    func append(_ line: String) {
        lines.withLock { $0.append(line) }
    }
}

/// Echoes messages and obeys a few that are commands.
final class EchoHandler: WebSocketHandler {
    private let log: WebSocketLog
    private var isFlooding = false

    init(_ log: WebSocketLog) {
        self.log = log
    }

    func received(_ bytes: UnsafeRawBufferPointer, isText: Bool, on socket: WebSocketConnection) {
        guard isText else {
            socket.send(binary: bytes)
            return
        }
        let words = bytes.count < 50 ? String(decoding: bytes, as: UTF8.self).split(separator: " ").map(String.init) : []
        switch words.first {
        case "close":
            socket.close(code: UInt16(words[1]) ?? 0, reason: words.dropFirst(2).joined(separator: " "))
        case "limit":
            socket.maximumMessageBytes = Int(words[1]) ?? 0
        case "establish":
            socket.markEstablished()
            socket.send(text: bytes)
        case "flood":
            isFlooding = true
            let message = [UInt8](repeating: 120, count: 100_000)
            for _ in 0..<(Int(words[1]) ?? 0) { socket.send(text: message) }
        case "post":
            let count = Int(words[1]) ?? 0
            socket.spawn {
                await BlockingPool.withPool(maximumThreads: 1) { pool in
                    await pool.run {
                        for number in 0..<count { socket.post(text: Array("posted \(number)".utf8)) }
                        socket.postClose(code: 1000)
                    }
                }
            }
        case "sleep":
            let log = log
            socket.spawn {
                socket.send(text: "sleeping")
                do { try await socket.loop.sleep(for: .seconds(3600)) } catch { log.append("cancelled") }
            }
        case "shared":
            let count = Int(words[1]) ?? 0
            Array("+suffix".utf8).withUnsafeBytes {
                socket.sendShared(prefix: [UInt8](repeating: 112, count: count), suffix: $0)
            }
            socket.sendText { $0.append([UInt8](repeating: 100, count: count)) }
        default:
            socket.send(text: bytes)
        }
    }

    func drained(_ socket: WebSocketConnection) {
        if isFlooding { socket.send(text: "drained") }
    }

    func closed(_ socket: WebSocketConnection, code: UInt16, reason: String) {
        log.append("\(code) \(reason)")
    }
}
