// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import OpenClawWire

/// Sends HTTP/1.1 requests over connections which are kept and shared.
///
/// A client is used from any task on any executor. Its connections live on the given event loops, which must outlive it.
///
/// ```swift
/// let client = HTTPClient(loops: loops, resolver: DNSResolver(pool: pool))
/// let response = try await client.execute(HTTPClientRequest(url: try WireURL("https://example.org/")))
/// let content = try await response.collect(upTo: 1024 * 1024)
/// client.shutDown()
/// ```
public final class HTTPClient: Sendable {
    private let shared: HTTPClientShared
    private let workers: HTTPClientWorkers

    /// Creates a client. Nothing is opened or read yet.
    public init(
        loops: EventLoopGroup,
        resolver: DNSResolver,
        configuration: HTTPClientConfiguration = HTTPClientConfiguration()
    ) {
        shared = HTTPClientShared(configuration: configuration, resolver: resolver)
        workers = HTTPClientWorkers(loops: loops.loops, shared: shared)
    }

    deinit {
        shutDown()
    }

    /// Closes idle connections, fails requests that wait, and refuses new ones. Running responses are finished.
    public func shutDown() {
        shared.end()
        workers.shutDown()
    }

    /// Sends a request and waits for the head of its response; the content is read from what is returned.
    ///
    /// A connection which turns out to be dead before anything of the response has arrived is replaced once, when the request's
    /// method allows to repeat it. Cancelling the task closes the connection.
    public func execute(_ request: HTTPClientRequest) async throws(HTTPClientError) -> HTTPClientResponse {
        let timeouts = request.timeouts ?? shared.configuration.timeouts
        let deadline = timeouts.total.map { MonotonicTime.nanoseconds() &+ MonotonicTime.nanoseconds($0) } ?? .max
        var follower = HTTPRedirectFollower(request.redirects ?? shared.configuration.redirects)
        var request = request
        while true {
            let response = try await send(request, timeouts: timeouts, deadline: deadline)
            guard let next = try follower.next(after: response.head, to: request) else { return response }
            // A short answer is read to its end, so that the connection can be kept.
            if case .length(let length) = response.head.body, length <= 16 * 1024 { _ = try await response.collect(upTo: length) }
            request = next
        }
    }

    private func send(
        _ request: HTTPClientRequest,
        timeouts: HTTPClientTimeouts,
        deadline: UInt64
    ) async throws(HTTPClientError) -> HTTPClientResponse {
        guard request.url.scheme == .http || request.url.scheme == .https else {
            throw HTTPClientError(
                .invalidRequest,
                message: "An HTTP client needs an http or https URL, not \(request.url.scheme.rawValue)."
            )
        }
        let exchange = HTTPClientExchange(
            bytes: try encode(request),
            request: request,
            timeouts: timeouts,
            worker: workers.worker(for: HTTPOrigin(request.url)),
            readAhead: shared.configuration.readAhead
        )
        let head = try await exchange.start(deadline: deadline)
        return HTTPClientResponse(head: head, url: request.url, exchange: exchange)
    }

    private func encode(_ request: HTTPClientRequest) throws(HTTPClientError) -> [UInt8] {
        var fields = HTTPFields()
        fields.append(.host, request.fields[.host] ?? request.url.hostField)
        if let agent = shared.configuration.userAgent, !request.fields.contains(.userAgent) { fields.append(.userAgent, agent) }
        for field in request.fields where field.name != .host { fields.append(field.name, field.value) }
        let announcesLength = !request.body.isEmpty || [.post, .put, .patch].contains(request.method)
        let head = HTTPRequestHead(
            method: request.method,
            target: request.url.target,
            fields: fields,
            body: announcesLength ? .length(request.body.count) : .none
        )
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512 + request.body.count)
        do throws(HTTPEncodeError) {
            try HTTPRequestEncoder.write(head, into: &bytes)
        } catch {
            throw HTTPClientError(.invalidRequest, message: "The request cannot be written. \(error.description)")
        }
        bytes += request.body
        return bytes
    }
}
