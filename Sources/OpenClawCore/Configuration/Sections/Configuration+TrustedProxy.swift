// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Configuration {
    /// `gateway.auth.trustedProxy`: users that a proxy has signed in.
    public struct TrustedProxy: Sendable, Hashable {
        /// The field with the user's name.
        public var userHeader: String?
        /// Fields that must be there too.
        public var requiredHeaders: [String] = []
        /// The users that may come in; empty lets all in that the proxy lets in.
        public var allowUsers: [String] = []
        /// Whether a proxy on this machine counts.
        public var allowLoopback = false
        /// What devices of such users get without asking.
        public var deviceAutoApprove = DeviceAutoApprove()

        /// The section without any key set.
        public init() {}
    }

    /// `gateway.auth.trustedProxy.deviceAutoApprove`.
    public struct DeviceAutoApprove: Sendable, Hashable {
        /// Whether devices are approved without asking.
        public var isEnabled = false
        /// The most they get.
        public var scopes: [String] = ["operator.read", "operator.write"]

        /// The section without any key set.
        public init() {}
    }
}

extension Configuration.TrustedProxy {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("userHeader", \.userHeader, .fieldName, reload: .hot, "Field in which the proxy names the user."),
            .key("requiredHeaders", \.requiredHeaders, .list(of: .fieldName), default: [], reload: .hot, "Fields that must be there too."),
            .key("allowUsers", \.allowUsers, .list(of: .text()), default: [], reload: .hot, "Users that may come in; empty lets all in."),
            .key("allowLoopback", \.allowLoopback, .boolean, default: false, reload: .hot, "Believe a proxy on this machine."),
            .key(
                "deviceAutoApprove",
                \.deviceAutoApprove,
                Configuration.DeviceAutoApprove.schema.type,
                default: .init(),
                "What devices of such users get without asking."
            ),
        ]
    )
}

extension Configuration.DeviceAutoApprove {
    static let schema = ConfigurationObject<Self>(
        Self(),
        [
            .key("enabled", \.isEnabled, .boolean, default: false, reload: .hot, "Approve the devices of users without asking."),
            .key(
                "scopes",
                \.scopes,
                .list(of: .scope),
                default: ["operator.read", "operator.write"],
                reload: .hot,
                "The most such a device gets."
            ),
        ]
    )
}

extension ConfigurationType<String> {
    /// A field of an HTTP request.
    static var fieldName: Self {
        .text("a header name such as \"X-Forwarded-User\"", example: "\"X-Forwarded-User\"") { text in
            !text.isEmpty && text.utf8.count <= 128
                && text.utf8.allSatisfy { ($0 | 0x20 >= 97 && $0 | 0x20 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 45 || $0 == 95 }
        }
    }

    /// A scope.
    static var scope: Self {
        .text("a scope such as \"operator.read\"", example: "\"operator.read\"") { ScopeSet(name: $0) != nil }
    }
}
