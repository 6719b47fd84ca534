// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One name on its way, with its time limit. Lives on its loop.
final class DNSQuery: @unchecked Sendable {
    private let loop: EventLoop
    private var completion: ((Result<[SocketAddress], DNSError>) -> Void)?
    private var timer: LoopTimer?

    init(loop: EventLoop, completion: @escaping (Result<[SocketAddress], DNSError>) -> Void) {
        self.loop = loop
        self.completion = completion
    }

    func start(timeout: Duration, host: String) {
        timer = loop.schedule(after: timeout) { [self] in
            timer = nil
            finish(.failure(DNSError(.timeout, message: "\"\(host)\" was not resolved within \(timeout). Check the name servers.")))
        }
    }

    func finish(_ result: Result<[SocketAddress], DNSError>) {
        timer?.cancel()
        timer = nil
        let completion = completion
        self.completion = nil
        completion?(result)
    }
}
