// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import Testing

@testable import OpenClawClient

@Suite struct NodeHostCallsTests {
    private static func word(_ decision: NodeHostCalls.Decision) -> String {
        switch decision {
        case .run: "run"
        case .attach: "attach"
        case .answer(.success(let value)): "answer \(value)"
        case .answer(.failure(let error)): "answer \(error.code)"
        case .refuse(let error): "refuse \(error.code)"
        }
    }

    @Test func aCallRunsOnceHoweverOftenItIsAskedFor() {
        var calls = NodeHostCalls()
        let step1 = Self.word(calls.requested("a"))
        #expect(step1 == "run")
        let step2 = Self.word(calls.requested("a"))
        #expect(step2 == "attach")
        calls.ended("a", .success(7), bytes: 1)
        let step3 = Self.word(calls.requested("a"))
        #expect(step3 == "answer 7")
    }

    @Test func runningCallsAndAnswersAreBounded() {
        var calls = NodeHostCalls()
        for number in 0..<64 { _ = calls.requested("\(number)") }
        let step4 = Self.word(calls.requested("more"))
        #expect(step4 == "refuse NODE_BUSY")
        calls.ended("0", .success("x"), bytes: NodeHostCalls.maximumBytes)
        calls.ended("1", .success("y"), bytes: 10)
        // The older answer has given way; its call would run again, which the gateway does not ask for once it was answered.
        let step5 = Self.word(calls.requested("1"))
        #expect(step5 == #"answer "y""#)
        let step6 = Self.word(calls.requested("0"))
        #expect(step6 == "run")
    }
}
