// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A method of the gateway protocol: name, who may call it, and what it does.
public struct Method: Sendable {
    /// What a method does.
    public enum Body: Sendable {
        /// Answers at once, on the caller's thread; must not block.
        case immediate(@Sendable (MethodCall) throws(MethodError) -> MethodResult)
        /// Answers when it is done.
        case asynchronous(@Sendable (MethodCall) async throws -> MethodResult)
    }

    /// The method's name.
    public let name: String
    /// Who may call it.
    public let access: MethodAccess
    /// Whether `features.methods` lists it.
    public let isAdvertised: Bool
    /// What it does.
    public let body: Body
    /// Whether it changes the control plane, which a client may do three times a minute.
    public private(set) var isControlPlaneWrite = false
    /// Whether ``GatewayConfiguration/methodTimeout`` bounds it.
    public private(set) var isTimed = false

    /// The same method, bounded in how often a client may call it.
    public var controlPlaneWrite: Method {
        var copy = self
        copy.isControlPlaneWrite = true
        return copy
    }

    /// The same method, bounded in how long it may take. Not for methods that wait for people or agents.
    public var timed: Method {
        var copy = self
        copy.isTimed = true
        return copy
    }

    /// Makes a method that answers at once.
    public static func immediate(
        _ name: String,
        _ access: MethodAccess,
        isAdvertised: Bool = true,
        _ body: @escaping @Sendable (MethodCall) throws(MethodError) -> MethodResult
    ) -> Method {
        Method(name: name, access: access, isAdvertised: isAdvertised, body: .immediate(body))
    }

    /// Makes a method that answers when it is done.
    public static func asynchronous(
        _ name: String,
        _ access: MethodAccess,
        isAdvertised: Bool = true,
        _ body: @escaping @Sendable (MethodCall) async throws -> MethodResult
    ) -> Method {
        Method(name: name, access: access, isAdvertised: isAdvertised, body: .asynchronous(body))
    }
}
