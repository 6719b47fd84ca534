// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Synchronization

@testable import OpenClawNet

/// A server that answers the n-th request on the m-th connection with bytes of the test's choice, and may hang up.
final class ScriptedServer: Sendable {
    enum Answer: Sendable {
        case send(String)
        case sendAndClose(String)
        case close
        case silence
    }

    private let listener = Mutex<TCPListener?>(nil)
    private let connections = Atomic<Int>(0)
    private let script: @Sendable (_ connection: Int, _ request: Int) -> Answer
    let port: UInt16

    var connectionCount: Int { connections.load(ordering: .sequentiallyConsistent) }

    init(on loop: EventLoop, script: @escaping @Sendable (_ connection: Int, _ request: Int) -> Answer) async throws {
        self.script = script
        let socket = try TCPListener.listen(on: .loopback(port: 0), backlog: 16)
        port = SystemCalls.localAddress(socket.raw)?.port ?? 0
        let number = socket.take()
        await withCheckedContinuation { continuation in
            loop.execute { [self] in
                let listener = TCPListener(socket: FileDescriptor(owning: number), loop: loop) { [unowned self] descriptor, peer in
                    let index = connections.add(1, ordering: .sequentiallyConsistent).oldValue
                    let stream = TCPStream(
                        descriptor: descriptor,
                        remoteAddress: peer,
                        settings: StreamSettings(StreamOptions()),
                        loop: loop
                    )
                    stream.handler = Connection(index: index, script: script)
                    try? stream.open(transform: nil)
                }
                try? listener.start()
                self.listener.withLock { $0 = listener }
                continuation.resume()
            }
        }
    }

    func stop() {
        let listener = listener.withLock { listener in
            let taken = listener
            listener = nil
            return taken
        }
        listener?.loop.execute { listener?.close() }
    }

    private final class Connection: StreamHandler {
        let index: Int
        let script: @Sendable (Int, Int) -> Answer
        var requests = 0
        var head: [UInt8] = []

        init(index: Int, script: @escaping @Sendable (Int, Int) -> Answer) {
            self.index = index
            self.script = script
        }

        func received(_ bytes: UnsafeMutableRawBufferPointer, on stream: TCPStream) {
            head += bytes
            guard head.count >= 4, head.suffix(4).elementsEqual("\r\n\r\n".utf8) || head.contains(UInt8(ascii: "{")) else { return }
            head = []
            requests += 1
            switch script(index, requests - 1) {
            case .send(let text): stream.write(Array(text.utf8))
            case .sendAndClose(let text):
                stream.write(Array(text.utf8))
                stream.closeAfterOutput()
            case .close: stream.close()
            case .silence: break
            }
        }

        func closed(_ stream: TCPStream, error: IOError?) {}
    }
}
