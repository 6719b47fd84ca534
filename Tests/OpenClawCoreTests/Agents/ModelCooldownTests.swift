// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import OpenClawCore

@Suite struct ModelCooldownTests {
    private let down = ModelError(.unavailable, "")

    @Test func `a model that failed rests, longer each time`() {
        var cooldown = ModelCooldown()
        cooldown.fail(self.down, at: .seconds(100))
        #expect(cooldown.isClosed(at: .seconds(114)) == .seconds(115))
        #expect(cooldown.isClosed(at: .seconds(115)) == nil)
        cooldown.begin(at: .seconds(115))
        cooldown.fail(self.down, at: .seconds(116))
        #expect(cooldown.isClosed(at: .seconds(117)) == .seconds(146))
    }

    @Test func `after the rest one turn asks first`() {
        var cooldown = ModelCooldown()
        cooldown.fail(self.down, at: .zero)
        cooldown.begin(at: .seconds(20))
        #expect(cooldown.isClosed(at: .seconds(21)) != nil)
        cooldown.succeed()
        #expect(cooldown.isClosed(at: .seconds(21)) == nil)
        #expect(cooldown == ModelCooldown())
    }

    @Test func `a probe without a verdict lets the next turn ask`() {
        var cooldown = ModelCooldown()
        cooldown.fail(self.down, at: .zero)
        cooldown.begin(at: .seconds(20))
        cooldown.release(at: .seconds(22))
        #expect(cooldown.isClosed(at: .seconds(22)) == nil)
    }

    @Test func `a probe that never ends does not close the model for ever`() {
        var cooldown = ModelCooldown()
        cooldown.fail(self.down, at: .zero)
        cooldown.begin(at: .seconds(20))
        #expect(cooldown.isClosed(at: .seconds(20) + ModelCooldown.probeLimit) == nil)
    }

    @Test func `the provider's own wait counts, up to ten minutes`() {
        var cooldown = ModelCooldown()
        cooldown.fail(ModelError(.rateLimit, "", retryAfter: .seconds(90)), at: .zero)
        #expect(cooldown.isClosed(at: .zero) == .seconds(90))
        cooldown.fail(ModelError(.rateLimit, "", retryAfter: .seconds(90_000)), at: .zero)
        #expect(cooldown.isClosed(at: .zero) == .seconds(600))
    }

    @Test(arguments: [AgentError.Kind.invalidRequest, .contextLength, .refusal])
    func `a fault of the request is not held against the model`(kind: AgentError.Kind) {
        var cooldown = ModelCooldown()
        cooldown.fail(ModelError(kind, ""), at: .zero)
        #expect(cooldown.isClosed(at: .zero) == nil)
    }
}
