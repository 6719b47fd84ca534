// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer

extension Settings {
    /// The key of signed tokens; `nil` when none are configured.
    var signedTokenKey: SignedTokenKey? {
        guard self.configuration.auth.type == .jwt else { return nil }
        return self.configuration.auth.secret.flatMap { SignedTokenKey(secret: $0.reveal()) }
    }
}
