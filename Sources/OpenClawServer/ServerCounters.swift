// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// The server's own metrics, looked up once.
struct ServerCounters: Sendable {
    private let total: Counter
    private let active: Gauge
    private let failures: Counter
    private let slow: Counter
    private let slowEnds: Counter

    init(_ metrics: MetricsRegistry) {
        self.total = metrics.counter("openclaw_gateway_connections_total", help: "WebSocket connections since the start.")
        self.active = metrics.gauge("openclaw_gateway_connections_active", help: "WebSocket connections now.")
        self.failures = metrics.counter("openclaw_gateway_connections_failed_total", help: "WebSocket connections that never authenticated.")
        self.slow = metrics.counter("openclaw_gateway_slow_consumer_total", help: "Events that a slow client missed.")
        self.slowEnds = metrics.counter("openclaw_gateway_slow_consumer_closed_total", help: "Connections that were closed because the client was too slow.")
    }

    func opened() {
        self.total.increment()
        self.active.increment()
    }

    func closed() { self.active.decrement() }

    func failed() { self.failures.increment() }

    func slowConsumer() { self.slow.increment() }

    func slowConsumerEnded() { self.slowEnds.increment() }
}
