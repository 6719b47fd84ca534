// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a signed token does not count.
public struct SignedTokenError: Error, Sendable, Hashable, CustomStringConvertible {
    private enum Name: String {
        case malformed, wrongSignature, expired, notYetValid
    }

    private let name: Name

    /// It is no such token, or asks for another algorithm.
    public static let malformed = SignedTokenError(name: .malformed)
    /// It was made with another secret or changed afterwards.
    public static let wrongSignature = SignedTokenError(name: .wrongSignature)
    /// Its time is over.
    public static let expired = SignedTokenError(name: .expired)
    /// Its time has not come.
    public static let notYetValid = SignedTokenError(name: .notYetValid)

    /// What is wrong, in words.
    public var description: String {
        switch self.name {
        case .malformed: "it is no token of this gateway"
        case .wrongSignature: "it was signed with another secret"
        case .expired: "it has expired; make another one: openclaw auth issue"
        case .notYetValid: "it is not valid yet; check the clocks"
        }
    }
}
