// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@Suite("MetricsRegistry")
struct MetricsRegistryTests {
    @Test("the text is what Prometheus expects, byte for byte")
    func text() {
        let registry = MetricsRegistry()
        registry.counter("openclaw_b_total", help: "Plain.").increment(by: 3)
        let labeled = registry.counter("openclaw_a_total", help: "Path C:\\ and\nline \"quoted\".", labels: ["channel", "outcome"])
        labeled.labeled("telegram", "ok").increment()
        labeled.labeled("a\"b\\c\nd", "é").increment(by: 2)
        registry.gauge("openclaw_c", help: "Gauge.").set(-1.5)
        registry.gauge("openclaw_d", help: "Read late.") { .infinity }
        let histogram = registry.histogram("openclaw_e_seconds", help: "Times.", labels: ["m"], buckets: [0.1, 1])
        for value in [0.05, 0.1, 0.5, 3, .nan] { histogram.labeled("x").observe(value) }
        let expected = #"""
            # HELP openclaw_a_total Path C:\\ and\nline "quoted".
            # TYPE openclaw_a_total counter
            openclaw_a_total{channel="telegram",outcome="ok"} 1
            openclaw_a_total{channel="a\"b\\c\nd",outcome="é"} 2
            # HELP openclaw_b_total Plain.
            # TYPE openclaw_b_total counter
            openclaw_b_total 3
            # HELP openclaw_c Gauge.
            # TYPE openclaw_c gauge
            openclaw_c -1.5
            # HELP openclaw_d Read late.
            # TYPE openclaw_d gauge
            openclaw_d +Inf
            # HELP openclaw_e_seconds Times.
            # TYPE openclaw_e_seconds histogram
            openclaw_e_seconds_bucket{m="x",le="0.1"} 2
            openclaw_e_seconds_bucket{m="x",le="1"} 3
            openclaw_e_seconds_bucket{m="x",le="+Inf"} 4
            openclaw_e_seconds_sum{m="x"} 3.65
            openclaw_e_seconds_count{m="x"} 4

            """#
        #expect(String(decoding: registry.prometheusText(), as: UTF8.self) == expected)
    }

    @Test("the same name is the same metric, another registry knows nothing of it")
    func identity() {
        let registry = MetricsRegistry()
        registry.counter("openclaw_x_total", help: "X.").increment()
        registry.counter("openclaw_x_total", help: "X.").increment()
        #expect(registry.value(of: "openclaw_x_total") == 2)
        #expect(MetricsRegistry().value(of: "openclaw_x_total") == nil)
        registry.counter("openclaw_y_total", help: "Y.", labels: ["l"]).labeled("a").increment()
        #expect(registry.value(of: "openclaw_y_total", labels: ["l": "a"]) == 1)
        #expect(registry.value(of: "openclaw_y_total", labels: ["l": "b"]) == nil)
        #expect(registry.value(of: "openclaw_y_total") == nil)
    }

    @Test("label values beyond the bound share one series")
    func overflow() {
        let registry = MetricsRegistry()
        let family = registry.counter("openclaw_x_total", help: "X.", labels: ["user"], maximumSeries: 10)
        for number in 0..<1000 { family.labeled("u\(number)").increment() }
        family.labeled("u3").increment()
        #expect(registry.samples().count == 11)
        #expect(registry.value(of: "openclaw_x_total", labels: ["user": "other"]) == 990)
        #expect(registry.value(of: "openclaw_x_total", labels: ["user": "u3"]) == 2)
        family.remove(["u3"])
        #expect(registry.value(of: "openclaw_x_total", labels: ["user": "u3"]) == nil)
        family.labeled("late").increment()
        #expect(registry.value(of: "openclaw_x_total", labels: ["user": "late"]) == 1)
    }

    @Test("nothing is lost when many tasks count", .timeLimit(.minutes(10)))
    func concurrency() async {
        let registry = MetricsRegistry()
        let counter = registry.counter("openclaw_x_total", help: "X.")
        let gauge = registry.gauge("openclaw_y", help: "Y.")
        let histogram = registry.histogram("openclaw_z", help: "Z.", buckets: [5])
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for number in 0..<1000 {
                        counter.increment()
                        gauge.increment(by: 2)
                        gauge.decrement()
                        histogram.observe(Double(number % 10))
                    }
                    _ = registry.prometheusText()
                }
            }
        }
        #expect(counter.value == 8000)
        #expect(gauge.value == 8000)
        #expect(registry.value(of: "openclaw_z_count") == 8000)
        #expect(registry.value(of: "openclaw_z_bucket", labels: ["le": "5"]) == 4800)
        #expect(registry.value(of: "openclaw_z_sum") == 36_000)
    }

    @Test("counters never shrink")
    func monotonic() {
        let counter = MetricsRegistry().counter("openclaw_x_total", help: "X.")
        counter.increment(by: 5)
        counter.increment(by: -3)
        #expect(counter.value == 5)
    }

    @Test("buckets are sorted and finite")
    func buckets() {
        #expect(HistogramBuckets([3, 1, .infinity, 2, 1, .nan]).bounds == [1, 2, 3])
        #expect(HistogramBuckets.bytes.bounds.first == 256)
        #expect(HistogramBuckets.bytes.bounds.last == 16_777_216)
    }
}
