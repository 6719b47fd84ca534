// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Finds what secret references point to (PROTOCOL 4.4). Its words never show a secret.
struct SecretReferences: Sendable {
    /// Why a reference leads nowhere, and the kind of problem.
    struct Failure: Error {
        var code: ConfigurationProblem.Code
        var message: String
    }

    /// The `secrets` object of the configuration.
    let settings: JSONValue?
    let environment: [String: String]
    let files: any ConfigurationFiles
    /// The secret store; `nil` when the program has none.
    let store: (any SecretSource)?

    /// The text a reference stands for.
    func resolve(_ reference: JSONObject) throws(Failure) -> String {
        guard let source = reference["source"]?.stringValue else {
            throw Failure(code: .secret, message: "a secret reference needs \"source\"; write { source: \"env\", id: \"NAME\" }")
        }
        let identifier = reference["id"]?.stringValue ?? ""
        let provider = reference["provider"]?.stringValue ?? self.settings?["defaults"]?[source]?.stringValue ?? "default"
        switch source {
        case "env": return try self.variable(identifier, provider)
        case "store": return try self.stored(identifier)
        case "file": return try self.file(identifier, provider)
        case "exec":
            throw Failure(
                code: .notAvailable,
                message: "secrets from \"exec\" are not available in this version; use \"env\", \"file\" or \"store\""
            )
        default:
            throw Failure(code: .secret, message: "\"\(source)\" is no source of secrets; use \"env\", \"file\" or \"store\"")
        }
    }

    /// The secret of the store under a name.
    func stored(_ text: String) throws(Failure) -> String {
        guard let name = SecretName(rawValue: text) else {
            throw Failure(code: .secret, message: "names a secret in another way than with capital letters, digits and \"_\"")
        }
        guard let store else {
            throw Failure(
                code: .notAvailable,
                message: "uses the secret store ({{\(name)}}), which this program does not have; "
                    + "use \"${NAME}\" or { source: \"env\", id: \"NAME\" }"
            )
        }
        let secret: Secret?
        do {
            secret = try store.secret(named: name)
        } catch {
            throw Failure(code: .secret, message: "uses the secret \(name), which cannot be read: \(error.message)")
        }
        guard let secret else {
            throw Failure(code: .secret, message: "uses the secret \(name), which is not set; run: openclaw secrets set \(name)")
        }
        return secret.reveal()
    }

    /// The value of an environment variable.
    func variable(_ name: String, _ provider: String? = nil) throws(Failure) -> String {
        guard SecretName(rawValue: name) != nil else {
            throw Failure(
                code: .secret,
                message: "\"id\" must name an environment variable in capital letters, for example \"OPENAI_API_KEY\""
            )
        }
        if let provider, let settings = self.settings?["providers"]?[provider], settings["source"]?.stringValue ?? "env" == "env",
            let allowed = settings["allowlist"]?.arrayValue, !allowed.isEmpty, !allowed.contains(.string(name))
        {
            throw Failure(code: .secret, message: "\(name) is not in secrets.providers.\(provider).allowlist")
        }
        guard let value = self.environment[name], !value.isEmpty else {
            throw Failure(
                code: .missingVariable,
                message: "uses the environment variable \(name), which is not set; export it before the gateway starts"
            )
        }
        return value
    }

    private func file(_ identifier: String, _ provider: String) throws(Failure) -> String {
        guard let settings = self.settings?["providers"]?[provider], settings["source"] == "file",
            var path = settings["path"]?.stringValue
        else {
            throw Failure(
                code: .secret,
                message:
                    "there is no provider \"\(provider)\" of secrets from files; add secrets.providers.\(provider) with source \"file\" and path"
            )
        }
        if path.hasPrefix("~/"), let home = self.environment["OPENCLAW_HOME"] ?? self.environment["HOME"] { path = home + path.dropFirst() }
        guard path.hasPrefix("/") else {
            throw Failure(code: .secret, message: "secrets.providers.\(provider).path must be absolute, or begin with ~/")
        }
        let maximum = min(16 << 20, max(1, settings["maxBytes"]?.intValue.map { Int($0) } ?? 1 << 20))
        let bytes: [UInt8]?
        do throws(FileSystemError) {
            bytes = try self.files.canonicalPath(of: path).flatMap { path throws(FileSystemError) in
                try self.files.contents(of: path, maximumBytes: maximum)
            }
        } catch {
            throw Failure(code: .secret, message: "the file of secrets.providers.\(provider) cannot be read: \(error.detail)")
        }
        guard let bytes else {
            throw Failure(code: .secret, message: "the file of secrets.providers.\(provider) does not exist: \(path)")
        }
        if settings["mode"] == "singleValue" { return try self.single(bytes, identifier) }
        return try self.member(bytes, identifier, provider)
    }

    private func single(_ bytes: [UInt8], _ identifier: String) throws(Failure) -> String {
        guard identifier == "value" || identifier.isEmpty else {
            throw Failure(code: .secret, message: "\"id\" must be \"value\" for a file that holds one secret")
        }
        var text = String(decoding: bytes, as: UTF8.self)[...]
        while let last = text.last, last.isNewline { text.removeLast() }
        return String(text)
    }

    private func member(_ bytes: [UInt8], _ pointer: String, _ provider: String) throws(Failure) -> String {
        guard pointer.hasPrefix("/") else {
            throw Failure(code: .secret, message: "\"id\" must be a JSON pointer that begins with \"/\", for example \"/telegram/token\"")
        }
        guard var value = try? JSONValue(parsing: bytes) else {
            throw Failure(code: .secret, message: "the file of secrets.providers.\(provider) is no JSON")
        }
        for part in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let next = value[Self.unescaped(part)] else {
                throw Failure(code: .secret, message: "there is nothing at \(pointer) in the file of secrets.providers.\(provider)")
            }
            value = next
        }
        guard let text = value.stringValue else {
            throw Failure(code: .secret, message: "what is at \(pointer) in the file of secrets.providers.\(provider) is no text")
        }
        return text
    }

    /// A step of a JSON pointer: `~1` is `/`, `~0` is `~` (RFC 6901 section 4).
    private static func unescaped(_ part: Substring) -> String {
        var result = ""
        var rest = part
        while let tilde = rest.firstIndex(of: "~") {
            result += rest[..<tilde]
            rest = rest[tilde...]
            switch rest.prefix(2) {
            case "~1": result += "/"
            case "~0": result += "~"
            default: result += rest.prefix(2)
            }
            rest = rest.dropFirst(2)
        }
        return result + rest
    }
}
