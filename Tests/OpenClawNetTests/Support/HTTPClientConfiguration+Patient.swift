// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet

extension HTTPClientConfiguration {
    /// Waits long enough for a machine on which hundreds of tests run at once.
    static func patient(
        tls: TLSClientConfiguration = TLSClientConfiguration(),
        redirects: HTTPRedirects = .none
    ) -> HTTPClientConfiguration {
        HTTPClientConfiguration(
            tls: tls,
            timeouts: HTTPClientTimeouts(acquire: .seconds(120), connect: .seconds(120), head: .seconds(120)),
            redirects: redirects
        )
    }
}
