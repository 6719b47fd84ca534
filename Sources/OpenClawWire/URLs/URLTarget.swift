// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A request target split into one canonical path and its raw query.
///
/// There is one reading of a path, so that guards and routes cannot disagree: percent-encoding is decoded once; `.` and `..` are
/// resolved after decoding and may not climb above the root; empty segments (`//`) are dropped; a trailing slash is kept;
/// encoded slashes, backslashes, NUL and other control characters, and bytes which are not UTF-8 are refused.
public struct URLTarget: Sendable, Hashable {
    /// The decoded path; starts with `/`. `*` for the asterisk form.
    public let path: String
    /// What follows the first `?`, not decoded; nil without `?`.
    public let query: String?
    /// Host and port of an absolute-form target; it takes precedence over `Host` (RFC 9112 section 3.2.2).
    public let authority: String?

    /// Parses origin-form (`/path?query`), absolute-form (`http://host/path`) and `*`.
    public init(_ target: String) throws(URLTargetError) {
        throw URLTargetError(.malformed)
    }

    /// The first value of a query parameter, decoded (`+` is a space); nil when it is absent or cannot be decoded.
    public func queryValue(_ name: String) -> String? { nil }

    /// All query parameters in order, decoded; at most `limit`. Parameters which cannot be decoded are left out.
    public func queryItems(limit: Int = 128) -> [QueryItem] { [] }

    /// A name and a value.
    public struct QueryItem: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value; empty without `=`.
        public var value: String
    }
}
