// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where secrets are kept that a configuration names with `{{NAME}}` or `{ source: "store", id: "NAME" }`.
public protocol SecretSource: Sendable {
    /// The secret of a name; `nil` when there is none. May block.
    func secret(named name: SecretName) throws(SecretSourceError) -> Secret?
}
