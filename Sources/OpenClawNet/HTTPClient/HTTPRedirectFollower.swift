// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import OpenClawWire

/// Decides what follows a response that points elsewhere (RFC 9110 section 15.4).
struct HTTPRedirectFollower: Sendable {
    private let policy: HTTPRedirects
    private var followed = 0

    init(_ policy: HTTPRedirects) {
        self.policy = policy
    }

    /// The request to send instead of `request`, or nil when the response is the answer.
    mutating func next(after head: HTTPResponseHead, to request: HTTPClientRequest) throws(HTTPClientError) -> HTTPClientRequest? {
        guard policy.scope != .none, [301, 302, 303, 307, 308].contains(head.status.code) else { return nil }
        guard let location = head.fields.only(.location) else { return nil }
        guard followed < policy.maximum else { throw Self.refusal("more than \(policy.maximum) redirects in a row") }
        followed += 1
        let target = try Self.resolve(location, against: request.url)
        let isSameOrigin = HTTPOrigin(target) == HTTPOrigin(request.url)
        guard isSameOrigin || policy.scope == .anyOrigin else {
            throw Self.refusal("to another origin, \(target.scheme.rawValue)://\(target.hostField)")
        }
        guard target.scheme.isSecure || !request.url.scheme.isSecure else { throw Self.refusal("from https to http") }
        var next = request
        next.url = target
        let becomesGet =
            head.status.code == 303 && request.method != .head
            || (head.status.code == 301 || head.status.code == 302) && request.method == .post
        if becomesGet {
            next.method = .get
            next.body = []
            for name: HTTPFieldName in [.contentType, .contentEncoding, "Content-Language", "Content-Location"] { next.fields.remove(name) }
        }
        if !isSameOrigin { next.fields = Self.harmless(next.fields) }
        return next
    }

    private static func harmless(_ fields: HTTPFields) -> HTTPFields {
        let allowed: Set<HTTPFieldName> = [.accept, .acceptEncoding, .contentType, .userAgent]
        var kept = HTTPFields()
        for field in fields where allowed.contains(field.name) { kept.append(field.name, field.value) }
        return kept
    }

    private static func refusal(_ why: String) -> HTTPClientError {
        HTTPClientError(.redirectRefused, message: "The server redirects \(why).", mayHaveReachedServer: true)
    }

    /// Makes a reference absolute (RFC 3986 section 5.2).
    static func resolve(_ reference: String, against base: WireURL) throws(HTTPClientError) -> WireURL {
        let reference = String(reference.prefix { $0 != "#" })
        let text: String
        if hasScheme(reference) {
            text = reference
        } else if reference.hasPrefix("//") {
            text = "\(base.scheme.rawValue):\(reference)"
        } else {
            let origin = "\(base.scheme.rawValue)://\(base.hostField)"
            let basePath = base.target.prefix { $0 != "?" }
            if reference.isEmpty {
                text = origin + base.target
            } else if reference.hasPrefix("?") {
                text = origin + basePath + reference
            } else if reference.hasPrefix("/") {
                text = origin + normalized(reference)
            } else {
                let directory = basePath.lastIndex(of: "/").map { basePath[...$0] } ?? "/"
                text = origin + normalized(directory + reference)
            }
        }
        let url: WireURL
        do throws(WireURLError) {
            url = try WireURL(text)
        } catch {
            throw refusal("to a malformed URL: \(error.description)")
        }
        guard url.scheme == .http || url.scheme == .https else { throw refusal("to the scheme \(url.scheme.rawValue)") }
        return url
    }

    private static func hasScheme(_ reference: String) -> Bool {
        guard let colon = reference.firstIndex(of: ":"), reference.first?.isLetter == true else { return false }
        return reference[..<colon].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    }

    /// Resolves the segments `.` and `..` of a path (RFC 3986 section 5.2.4).
    private static func normalized(_ reference: String) -> String {
        let path = reference.prefix { $0 != "?" }
        let query = reference[path.endIndex...]
        var segments: [Substring] = []
        let parts = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            switch part {
            case ".": if isLast { segments.append("") }
            case "..":
                if !segments.isEmpty { segments.removeLast() }
                if isLast { segments.append("") }
            default: segments.append(part)
            }
        }
        return "/" + segments.joined(separator: "/") + query
    }
}
