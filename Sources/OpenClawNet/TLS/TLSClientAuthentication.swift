// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Whether a server asks its clients for certificates.
public enum TLSClientAuthentication: Hashable, Sendable {
    /// Clients are not asked.
    case none
    /// Clients are asked and may stay anonymous; a certificate which is presented must be trusted.
    case request(TLSTrust)
    /// Clients without a trusted certificate are refused.
    case require(TLSTrust)
}
