// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite struct ModelAttemptsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var error: ModelError
        var models = 1
        var hasAnswered = false
        var canShorten = false
        var steps: [ModelAttempts.Step]
    }

    private static let busy = ModelError(.rateLimit, "", isTransient: true)

    @Test(arguments: [
        Case(
            testDescription: "a transient failure is repeated with growing waits, then the turn fails",
            error: busy,
            steps: [.again(after: .milliseconds(250)), .again(after: .milliseconds(500)), .fail]
        ),
        Case(
            testDescription: "each model has its own attempts",
            error: busy,
            models: 2,
            steps: [
                .again(after: .milliseconds(250)), .again(after: .milliseconds(500)), .next,
                .again(after: .milliseconds(250)), .again(after: .milliseconds(500)), .fail,
            ]
        ),
        Case(
            testDescription: "the provider's own wait is kept when it is longer",
            error: ModelError(.rateLimit, "", retryAfter: .seconds(7), isTransient: true),
            steps: [.again(after: .seconds(7))]
        ),
        Case(
            testDescription: "nobody waits for an hour",
            error: ModelError(.rateLimit, "", retryAfter: .seconds(3600), isTransient: true),
            models: 2,
            steps: [.next, .fail]
        ),
        Case(testDescription: "what has been said cannot be repeated", error: busy, models: 2, hasAnswered: true, steps: [.fail]),
        Case(testDescription: "a wrong key is not tried twice", error: ModelError(.authentication, ""), models: 2, steps: [.next, .fail]),
        Case(testDescription: "a refusal is an answer", error: ModelError(.refusal, ""), models: 2, steps: [.fail]),
        Case(
            testDescription: "a full window is shortened twice, then another model is asked",
            error: ModelError(.contextLength, ""),
            models: 2,
            canShorten: true,
            steps: [.shorter, .shorter, .next, .shorter, .shorter, .fail]
        ),
        Case(testDescription: "a message alone cannot be shortened", error: ModelError(.contextLength, ""), steps: [.fail]),
    ])
    func `a failure is followed by what may help`(example: Case) {
        var attempts = ModelAttempts(models: example.models, policy: ModelRetryPolicy())
        for expected in example.steps {
            let step = attempts.step(after: example.error, hasAnswered: example.hasAnswered, canShorten: example.canShorten, random: 0)
            #expect(step == expected)
        }
    }

    @Test(arguments: [(1, 0.0, 250), (1, 0.5, 375), (2, 0.0, 500), (5, 0.5, 6000), (30, 0.0, 10_000)])
    func `waits grow, are spread and have a limit`(failures: Int, random: Double, milliseconds: Int) {
        #expect(ModelRetryPolicy().delay(failures: failures, random: random) == .milliseconds(milliseconds))
    }
}
