// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer

/// The key of the environment, as the program `openclaw` reads it.
enum Workspace {
    static func encryption() throws -> WorkspaceEncryption? {
        guard let text = Environment.variable("OPENCLAW_WORKSPACE_ENCRYPTION_KEY") else { return nil }
        return try WorkspaceEncryption(key: EncryptionKey(parsing: text), provider: OpenSSLEncryption())
    }
}
