// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Whether redirects are followed.
public struct HTTPRedirects: Hashable, Sendable {
    enum Scope: Hashable, Sendable {
        case none
        case sameOrigin
        case anyOrigin
    }

    let scope: Scope
    let maximum: Int

    /// The response that redirects is the response.
    public static let none = HTTPRedirects(scope: .none, maximum: 0)

    /// Redirects are followed on the same scheme, host and port; to elsewhere they are an error.
    public static func sameOrigin(maximum: Int = 5) -> HTTPRedirects {
        HTTPRedirects(scope: .sameOrigin, maximum: maximum)
    }

    /// Redirects are followed anywhere, except from https to http.
    ///
    /// When the origin changes, only the fields `Accept`, `Accept-Encoding`, `Content-Type`, and `User-Agent` travel along:
    /// no credentials in any field. Where the host could be one inside the network, prefer ``sameOrigin(maximum:)``.
    public static func anyOrigin(maximum: Int = 5) -> HTTPRedirects {
        HTTPRedirects(scope: .anyOrigin, maximum: maximum)
    }
}
