// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
public import OpenClawNet
import OpenClawWire

/// Posts ends of jobs to web hooks (PROTOCOL 7.3) over a client of its own, whose connections go to public addresses only, unless the operator allows others.
public struct HTTPWebhookSender: WebhookSender {
    private let client: HTTPClient
    private let addresses: AddressPolicy

    /// Makes a sender; nothing is opened before the first post.
    /// - Parameters:
    ///   - loops: where its connections live.
    ///   - resolver: finds addresses; each one is looked at before any is connected to.
    ///   - allowsPrivate: whether this machine and private networks may be posted to.
    public init(loops: EventLoopGroup, resolver: DNSResolver, allowsPrivate: Bool) {
        self.addresses = allowsPrivate ? .any : .publicOnly
        self.client = HTTPClient(
            loops: loops,
            resolver: resolver,
            configuration: HTTPClientConfiguration(
                maximumConnectionsPerOrigin: 4,
                maximumConnections: 32,
                maximumWaiting: 256,
                idleTimeout: .seconds(5),
                addresses: self.addresses
            )
        )
    }

    /// Closes what is open; to be called before the loops end.
    public func shutDown() { self.client.shutDown() }

    /// Refuses what is no URL of a web hook, and names of this machine and of private networks.
    public func check(_ url: String) throws(WebhookError) { _ = try self.parsed(url) }

    /// Posts over a connection to an address that was looked at.
    public func post(_ post: WebhookPost) async throws(WebhookError) {
        let url = try self.parsed(post.url)
        var fields = HTTPFields()
        fields.append(.contentType, "application/json")
        if let token = post.token { fields.append(.authorization, "Bearer \(token.reveal())") }
        let request = HTTPClientRequest(
            method: .post,
            url: url,
            fields: fields,
            body: post.body,
            timeouts: HTTPClientTimeouts(acquire: post.timeout, connect: post.timeout, head: post.timeout, total: post.timeout),
            redirects: HTTPRedirects.none
        )
        let status: HTTPStatus
        do throws(HTTPClientError) {
            let response = try await self.client.execute(request)
            status = response.status
            // What else it says is of no interest.
            response.cancel()
        } catch {
            throw Self.failure(error, url)
        }
        let code = Int(status.code)
        switch code {
        case 200..<300: return
        case 300..<400:
            throw WebhookError(.rejected, "\(url.host) answered \(code), a redirect, which is not followed; give the URL that it points to")
        default:
            let mayRetry = code == 408 || code == 429 || code >= 500
            throw WebhookError(.rejected, "\(url.host) answered \(code)", mayRetry: mayRetry)
        }
    }

    private func parsed(_ text: String) throws(WebhookError) -> WireURL {
        let url: WireURL
        do throws(WireURLError) {
            url = try WireURL(text)
        } catch {
            throw WebhookError(.invalidURL, "it is no URL of a web hook: \(error.description)")
        }
        guard url.scheme == .http || url.scheme == .https else {
            throw WebhookError(.invalidURL, "the URL of a web hook begins with https:// or http://")
        }
        guard self.addresses.allows(host: url.host) else { throw Self.refusal(url) }
        return url
    }

    private static func refusal(_ url: WireURL) -> WebhookError {
        WebhookError(
            .refusedAddress,
            "\(url.host) is on this machine or in a private network, where web hooks are not posted to; cron.webhookAllowPrivate allows it"
        )
    }

    private static func failure(_ error: HTTPClientError, _ url: WireURL) -> WebhookError {
        if error.code == .addressRefused { return self.refusal(url) }
        let isFinal = [.invalidRequest, .cancelled, .shutDown].contains(error.code)
        return WebhookError(
            .unreachable,
            "\(url.host) could not be posted to: \(error.message)",
            mayRetry: !isFinal,
            mayHaveArrived: error.mayHaveReachedServer
        )
    }
}
