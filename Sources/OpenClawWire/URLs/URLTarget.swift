// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A request target split into one canonical path and its raw query.
///
/// There is one reading of a path, so that guards and routes cannot disagree: percent-encoding is decoded once; `.` and `..` are
/// resolved after decoding and may not climb above the root; empty segments (`//`) are dropped; a trailing slash is kept;
/// encoded slashes, backslashes, NUL and other control characters, and bytes which are not UTF-8 are refused.
///
/// Compare prefixes by `path.utf8`: a combining mark behind a slash makes one character of the two.
public struct URLTarget: Sendable, Hashable {
    /// A name and a value of a query.
    public struct QueryItem: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value; empty without `=`.
        public var value: String

        /// Makes an item.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The decoded path; starts with `/`. `*` for the asterisk form.
    public let path: String
    /// What follows the first `?`, not decoded; nil without `?`.
    public let query: String?
    /// Host and port of an absolute-form target; it takes precedence over `Host` (RFC 9112 section 3.2.2).
    public let authority: String?

    /// Parses origin-form (`/path?query`), absolute-form (`http://host/path`) and `*`.
    public init(_ target: String) throws(URLTargetError) {
        if target == "*" {
            self.path = target
            self.query = nil
            self.authority = nil
            return
        }
        let bytes = [UInt8](target.utf8)
        var rest = bytes[...]
        if rest.first == 0x2F {
            self.authority = nil
        } else {
            let (authority, count) = try Self.authority(bytes)
            self.authority = authority
            rest = rest[count...]
        }
        try Self.check(rest)
        let mark = rest.firstIndex(of: 0x3F)
        self.query = mark.map { String(decoding: rest[($0 + 1)...], as: UTF8.self) }
        let rawPath = rest[..<(mark ?? rest.endIndex)]
        if rawPath.isEmpty {
            // Only an absolute form gets here: "http://host?query".
            self.path = "/"
        } else if Self.isCanonical(rawPath) {
            self.path = String(decoding: rawPath, as: UTF8.self)
        } else {
            self.path = try Self.canonicalPath(rawPath)
        }
    }

    /// Refuses what may not stand in a target at all.
    private static func check(_ bytes: ArraySlice<UInt8>) throws(URLTargetError) {
        for byte in bytes {
            guard byte > 0x20, byte < 0x7F else { throw URLTargetError(.character) }
            if byte == 0x23 { throw URLTargetError(.fragment) }
        }
    }

    /// The authority of `http://authority…` or `https://authority…`, and where it ends.
    private static func authority(_ bytes: [UInt8]) throws(URLTargetError) -> (String, Int) {
        var start = 0
        for prefix in ["http://", "https://"] where bytes.count > prefix.utf8.count {
            let head = bytes[..<prefix.utf8.count]
            if head.elementsEqual(prefix.utf8, by: { ASCII.lowercased($0) == $1 }) { start = prefix.utf8.count }
        }
        guard start > 0 else { throw URLTargetError(.malformed) }
        let end = bytes[start...].firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? bytes.endIndex
        let isHost = bytes.withUnsafeBytes { bytes in
            bytes.baseAddress.map { base in (try? HTTPFieldSection.checkHost(base, start..<end)) != nil } ?? false
        }
        guard end > start, isHost else { throw URLTargetError(.malformed) }
        return (String(decoding: bytes[start..<end], as: UTF8.self), end)
    }

    /// Whether a path needs no work: no escapes, no backslash, no empty segment, none which starts with a dot.
    private static func isCanonical(_ path: ArraySlice<UInt8>) -> Bool {
        var previous: UInt8 = 0
        for byte in path {
            if byte == 0x25 || byte == 0x5C { return false }
            if previous == 0x2F, byte == 0x2F || byte == 0x2E { return false }
            previous = byte
        }
        return true
    }

    private static func canonicalPath(_ path: ArraySlice<UInt8>) throws(URLTargetError) -> String {
        var segments: [[UInt8]] = []
        var endsWithSlash = false
        for raw in path.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false) {
            guard let segment = PercentEncoding.decode(raw) else { throw URLTargetError(.percentEncoding) }
            for byte in segment {
                if byte == 0x2F || byte == 0x5C { throw URLTargetError(.encodedSeparator) }
                if byte < 0x20 || byte == 0x7F { throw URLTargetError(.controlCharacter) }
            }
            endsWithSlash = true
            switch segment {
            case [], [0x2E]:
                break
            case [0x2E, 0x2E]:
                guard segments.popLast() != nil else { throw URLTargetError(.aboveRoot) }
            default:
                segments.append(segment)
                endsWithSlash = false
            }
        }
        var output: [UInt8] = []
        for segment in segments {
            output.append(0x2F)
            output.append(contentsOf: segment)
        }
        if endsWithSlash || segments.isEmpty { output.append(0x2F) }
        guard output.withUnsafeBytes({ UTF8Validator.isValid($0) }) else { throw URLTargetError(.notUTF8) }
        return String(decoding: output, as: UTF8.self)
    }
}
