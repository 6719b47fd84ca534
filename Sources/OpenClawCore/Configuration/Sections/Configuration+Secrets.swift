// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `secrets`: where secret references point to.
    public struct Secrets: Sendable, Hashable {
        /// The providers by name.
        public var providers: [String: SecretProvider] = [:]
        /// The providers of references that name none, by source.
        public var defaults = SecretDefaults()

        /// The section without any key set.
        public init() {}
    }

    /// `secrets.providers.<name>`: one place with secrets.
    public struct SecretProvider: Sendable, Hashable {
        /// `env` or `file`.
        public var source = SecretProviderSource.environment
        /// The file, for `file`.
        public var path: String?
        /// What the file holds.
        public var mode = SecretFileMode.json
        /// The largest file that is read, in bytes.
        public var maximumBytes = 1 << 20
        /// The variables that may be read, for `env`; empty allows all.
        public var allowlist: [String] = []

        /// A provider without any key set.
        public init() {}
    }

    /// `secrets.defaults`: the providers of references that name none.
    public struct SecretDefaults: Sendable, Hashable {
        /// For `env`.
        public var environment: String?
        /// For `file`.
        public var file: String?

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.Secrets {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "providers",
                \.providers,
                .map("a name of small letters, digits, \"_\" and \"-\"", of: Configuration.SecretProvider.schema.type) { name in
                    guard let first = name.utf8.first, (97...122).contains(first), name.utf8.count <= 64 else { return false }
                    return name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 45 }
                },
                default: [:],
                "Where secret references point to, by name."
            ),
            .key(
                "defaults",
                \.defaults,
                Configuration.SecretDefaults.schema.type,
                default: .init(),
                "Providers of references that name none."
            ),
        ],
        reserved: [.later("resolution", "limits of resolving secrets"), .later("egressProxy", "the proxy for secrets")]
    )
}

extension Configuration.SecretProvider {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key(
                "source",
                \.source,
                .choice([.environment, .file], notYet: ["exec"]),
                default: .environment,
                "`env` for environment variables, `file` for a file."
            ),
            .key("path", \.path, .path(example: "\"/run/secrets/openclaw.json\""), "The file; absolute, or beginning with `~/`."),
            .key(
                "mode",
                \.mode,
                .choice([.json, .singleValue]),
                default: .json,
                "`json` for an object in which references point, `singleValue` for a file that is the secret."
            ),
            .key("maxBytes", \.maximumBytes, .size(1...(16 << 20)), default: 1 << 20, "The largest file that is read."),
            .key("allowlist", \.allowlist, .list(of: .text()), default: [], "Variables that may be read; empty allows all."),
        ],
        reserved: [.later("timeoutMs", "a time limit for secrets")],
        check: { provider, decoder in
            if provider.source == .file, provider.path == nil {
                decoder.report(.missingKey, at: decoder.path.appending("source"), "\"file\" needs the file's path in \"path\"")
            }
        }
    )
}

extension Configuration.SecretDefaults {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("env", \.environment, .text("a provider's name", example: "\"default\""), "The provider for `env`."),
            .key("file", \.file, .text("a provider's name", example: "\"mounted\""), "The provider for `file`."),
        ],
        reserved: [.later("exec", "secrets from programs")]
    )
}
