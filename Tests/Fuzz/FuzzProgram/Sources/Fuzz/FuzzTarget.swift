// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawWire

/// The parsers that read what strangers send, and what each of them promises for any input.
enum FuzzTarget: String, CaseIterable {
    case request, response, frames, events, target, json, json5, envelope, deflate

    func run(_ input: [UInt8]) {
        switch self {
        case .request: Self.isIndependentOfPieces(input) { requestTranscript($0) }
        case .response: Self.isIndependentOfPieces(input) { responseTranscript($0, to: [.get, .head, .post], finishes: true) }
        case .frames:
            Self.isIndependentOfPieces(input) { frameTranscript($0) }
            Self.isIndependentOfPieces(input) { frameTranscript($0, role: .client, limit: 100, allowsCompression: true) }
        case .events: Self.isIndependentOfPieces(input) { eventTranscript($0) }
        case .target: Self.targetIsRead(input)
        case .json: Self.valueSurvives(input)
        case .json5: Self.documentIsRead(input)
        case .envelope: Self.envelopeIsRead(input)
        case .deflate: Self.inflationIsBounded(input)
        }
    }

    /// Bytes mean the same in whatever pieces they arrive.
    private static func isIndependentOfPieces(_ input: [UInt8], _ read: ([[UInt8]]) -> [String]) {
        let whole = read([input])
        let single = read(input.map { [$0] })
        require(single == whole, "byte by byte: \(single) instead of \(whole)")
        let cut = input.count / 2
        let halves = read([Array(input[..<cut]), Array(input[cut...])])
        require(halves == whole, "in halves: \(halves) instead of \(whole)")
    }

    /// A target that is accepted has one reading, which stays the same when it is read again, and never leads out of the root.
    private static func targetIsRead(_ input: [UInt8]) {
        guard let text = String(validating: input, as: UTF8.self), let target = try? URLTarget(text), target.path != "*" else { return }
        require(target.path.utf8.first == 0x2F, "the path \(target.path) is not absolute")
        let segments = target.path.utf8.split(separator: 0x2F).map { String($0) ?? "" }
        require(!segments.contains("..") && !segments.contains("."), "the path \(target.path) has dots")
    }

    /// JSON that is read can be written, and reads as the same value.
    private static func valueSurvives(_ input: [UInt8]) {
        guard let value = try? JSONValue(parsing: input) else { return }
        let written = value.serialized()
        require((try? JSONValue(parsing: written)) == value, "\(String(decoding: written, as: UTF8.self)) reads differently")
    }

    /// JSON5 that is read is a JSON value; whatever is JSON without doubled keys is JSON5, too.
    private static func documentIsRead(_ input: [UInt8]) {
        let document = try? JSON5Document(parsing: input, duplicateKeys: .lastWins)
        if let value = document?.value { require((try? JSONValue(parsing: value.serialized())) == value, "\(value) does not survive") }
        if let value = try? JSONValue(parsing: input) {
            require(document?.value == value, "JSON \(value) reads as \(String(describing: document?.value))")
        }
    }

    /// A frame that is accepted is JSON, and its parameters are the bytes that stand there.
    private static func envelopeIsRead(_ input: [UInt8]) {
        input.withUnsafeBytes { bytes in
            guard let envelope = try? RequestEnvelope(scanning: bytes) else { return }
            do throws(JSONError) {
                let value = try JSONValue(parsing: bytes)
                require(value["method"]?.stringValue == envelope.method, "the method is \(envelope.method)")
            } catch {
                // A number may be JSON and too large for any value; whoever reads the params says so.
                require(error.code == .numberOutOfRange, "a frame was accepted that is no JSON: \(error)")
            }
        }
    }
}

/// Ends the process when a promise is broken.
func require(_ holds: Bool, _ message: @autoclosure () -> String) {
    if !holds { fatalError(message()) }
}
