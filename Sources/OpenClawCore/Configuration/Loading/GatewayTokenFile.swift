// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The token that a gateway makes for itself when none is configured, kept in its state directory with mode 0600.
public struct GatewayTokenFile: Sendable {
    /// A token and what is to be said about it.
    public struct Token: Sendable, Hashable {
        /// The token.
        public var secret: Secret
        /// Whether it was made just now.
        public var isNew: Bool
        /// A warning for the operator.
        public var warning: String?
    }

    private let path: String
    private let fileSystem: any FileSystem

    /// Makes the file's handle.
    public init(path: String, fileSystem: any FileSystem = PlatformFileSystem()) {
        self.path = path
        self.fileSystem = fileSystem
    }

    /// Reads the token; `nil` when there is none.
    ///
    /// A symbolic link in its place is refused, never followed.
    public func read() throws(FileSystemError) -> Token? {
        guard let bytes = try self.fileSystem.contents(of: self.path, maximumBytes: 4096) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
        guard Secret.complaint(about: text) == nil else { return nil }
        var token = Token(secret: Secret(text), isNew: false)
        if let status = try self.fileSystem.status(self.path), status.permissions & 0o077 != 0 {
            token.warning = "other users of this machine can read \(self.path); run: chmod 600 \(self.path)"
        }
        return token
    }

    /// Reads the token, or makes one. Hold the gateway's lock, so that two gateways do not make one each.
    public func readOrCreate(_ makeToken: () -> String) throws(FileSystemError) -> Token {
        if let token = try self.read() { return token }
        let text = makeToken()
        // The file is written beside its place, with O_EXCL and mode 0600, and then renamed: never half written, never through a link.
        try self.fileSystem.replaceContents(of: self.path, with: Array("\(text)\n".utf8))
        return Token(secret: Secret(text), isNew: true)
    }
}
