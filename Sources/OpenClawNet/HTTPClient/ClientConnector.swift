// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Connects to a host: resolves its name, tries its addresses in turn, and secures the connection. Lives on its loop.
///
/// Addresses are tried in order with a head start of 250 ms each (RFC 8305 section 5); the first that accepts wins.
final class ClientConnector: StreamHandler, @unchecked Sendable {
    typealias Completion = (Result<TCPStream, ClientConnectError>) -> Void

    private let host: String
    private let tls: ClientTLS?
    private let timeout: Duration
    private let loop: EventLoop
    private let options: StreamOptions
    private let policy: AddressPolicy
    private var completion: Completion?
    private var deadline: LoopTimer?
    private var stagger: LoopTimer?
    private var addresses: ArraySlice<SocketAddress> = []
    private var pending = 0
    private var stream: TCPStream?
    private var transform: TLSStreamTransform?

    private static let headStart: Duration = .milliseconds(250)
    private static let maximumAddresses = 8

    private init(
        host: String,
        tls: ClientTLS?,
        timeout: Duration,
        loop: EventLoop,
        options: StreamOptions,
        policy: AddressPolicy,
        completion: @escaping Completion
    ) {
        self.host = host
        self.tls = tls
        self.timeout = timeout
        self.loop = loop
        self.options = options
        self.policy = policy
        self.completion = completion
    }

    /// Starts an attempt. To be called on `loop`; `completion` is called there once. The caller becomes the stream's handler in it.
    @discardableResult
    static func connect(
        to host: String,
        port: UInt16,
        tls: ClientTLS?,
        resolver: DNSResolver,
        timeout: Duration,
        on loop: EventLoop,
        options: StreamOptions = StreamOptions(),
        policy: AddressPolicy = .any,
        completion: @escaping Completion
    ) -> ClientConnector {
        let connector = ClientConnector(
            host: host,
            tls: tls,
            timeout: timeout,
            loop: loop,
            options: options,
            policy: policy,
            completion: completion
        )
        connector.deadline = loop.schedule(after: timeout) {
            connector.deadline = nil
            connector.finish(.failure(.timeout(host: host, limit: timeout)))
        }
        if let tls, tls.ready == nil {
            resolver.runBlocking {
                tls.make()
                loop.execute { connector.resolve(port, resolver) }
            }
        } else {
            connector.resolve(port, resolver)
        }
        return connector
    }

    /// Gives up.
    func cancel() {
        finish(.failure(.cancelled))
    }

    private func resolve(_ port: UInt16, _ resolver: DNSResolver) {
        guard completion != nil else { return }
        if case .failure(let error) = tls?.ready {
            finish(.failure(.tls(error)))
            return
        }
        guard policy.allows(host: host) else {
            finish(.failure(.refused(host: host)))
            return
        }
        resolver.resolve(host, port: port, on: loop) { [self] result in
            switch result {
            case .success(let found):
                // One address that is not allowed refuses the host: who mixes them is after the others.
                guard found.allSatisfy(policy.allows) else {
                    finish(.failure(.refused(host: host)))
                    return
                }
                addresses = found.prefix(Self.maximumAddresses)
                tryNext()
            case .failure(let error):
                finish(.failure(.name(error)))
            }
        }
    }

    private func tryNext() {
        stagger?.cancel()
        stagger = nil
        guard completion != nil, stream == nil, let address = addresses.popFirst() else { return }
        pending += 1
        TCPStream.connect(to: address, on: loop, timeout: timeout, options: options) { [self] result in
            pending -= 1
            switch result {
            case .success(let candidate):
                guard completion != nil, stream == nil else {
                    candidate.close()
                    return
                }
                connected(candidate)
            case .failure(let error):
                guard completion != nil, stream == nil else { return }
                if !addresses.isEmpty {
                    tryNext()
                } else if pending == 0 {
                    finish(.failure(.socket(error)))
                }
            }
        }
        guard !addresses.isEmpty else { return }
        stagger = loop.schedule(after: Self.headStart) { [self] in
            stagger = nil
            tryNext()
        }
    }

    private func connected(_ stream: TCPStream) {
        stagger?.cancel()
        stagger = nil
        guard let tls else {
            finish(.success(stream))
            return
        }
        self.stream = stream
        stream.handler = self
        switch tls.ready {
        case .success(let context):
            let transform = TLSStreamTransform(client: context, host: host)
            transform.onEstablished = { [unowned self] in finish(.success(stream)) }
            self.transform = transform
            stream.secure(transform)
        case .failure(let error):
            finish(.failure(.tls(error)))
        case nil:
            preconditionFailure("the context was made before the name was resolved")
        }
    }

    private func finish(_ result: Result<TCPStream, ClientConnectError>) {
        guard let completion else { return }
        self.completion = nil
        deadline?.cancel()
        stagger?.cancel()
        deadline = nil
        stagger = nil
        transform?.onEstablished = nil
        let unfinished = stream
        stream = nil
        transform = nil
        if case .failure = result {
            unfinished?.close()
        }
        completion(result)
    }
}

// MARK: - The handshake

extension ClientConnector {
    func received(_ bytes: UnsafeMutableRawBufferPointer, on stream: TCPStream) {
        // Plaintext comes after the handshake, when the stream has its next owner.
    }

    func inputEnded(_ stream: TCPStream) {
        stream.close()
    }

    func closed(_ stream: TCPStream, error: IOError?) {
        if let failure = transform?.failure {
            finish(.failure(.tls(failure)))
        } else if let error {
            finish(.failure(.socket(error)))
        } else {
            finish(.failure(.tls(TLSError(.truncated, message: "\(host) hung up during the TLS handshake."))))
        }
    }
}
