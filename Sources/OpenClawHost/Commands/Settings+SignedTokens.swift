// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawServer

extension Configuration {
    /// The key of signed tokens; `nil` when none are configured.
    var signedTokenKey: SignedTokenKey? {
        guard self.auth.type == .jwt else { return nil }
        return self.auth.secret.flatMap { SignedTokenKey(secret: $0.reveal()) }
    }
}
