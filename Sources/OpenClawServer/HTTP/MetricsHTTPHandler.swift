// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawWire

/// Answers `/metrics` on a listener of its own, without authorisation.
final class MetricsHTTPHandler: HTTPServerHandler {
    private let metrics: MetricsRegistry

    init(metrics: MetricsRegistry) { self.metrics = metrics }

    func handle(_ request: HTTPServerRequest) -> HTTPServerAction {
        let path = request.head.target.split(separator: "?", maxSplits: 1).first ?? ""
        guard path == "/metrics" else {
            return .respond(HTTPServerResponse.text("Prometheus metrics are at /metrics.\n", status: .notFound))
        }
        return .respond(StandardResponses.metrics(self.metrics))
    }
}
