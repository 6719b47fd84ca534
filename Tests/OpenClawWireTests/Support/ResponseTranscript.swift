// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

/// Runs responses to requests of the given methods through a parser and writes down what it reports.
func responseTranscript(
    _ pieces: [[UInt8]],
    to methods: [HTTPMethod] = [.get],
    limits: HTTPLimits = HTTPLimits(),
    finishes: Bool = false
) -> [String] {
    var parser = HTTPResponseParser(limits: limits)
    var transcript: [String] = []
    var content: [UInt8] = []
    var waiting = methods
    func take(_ event: HTTPResponseParser.Event, _ bytes: UnsafeRawBufferPointer) -> Bool {
        switch event {
        case .needMoreData:
            return false
        case .informational(let head):
            transcript.append("info \(head.status.code)")
        case .head(let head):
            transcript.append(
                "\(head.status.code) \(head.version == .http11 ? "1.1" : "1.0") \(head.keepAlive ? "keep" : "close") \(describe(head.body))"
            )
            transcript += head.fields.map { "\($0.name)=\($0.value)" }
        case .body(let range):
            content += bytes[range]
        case .end(let trailers):
            if !content.isEmpty { transcript.append("body \(content.text)") }
            content = []
            transcript += trailers.map { "trailer \($0.name)=\($0.value)" }
            transcript.append("end")
            guard !waiting.isEmpty else { return false }
            parser.expectResponse(to: waiting.removeFirst())
        case .paused:
            return false
        case .failed(let error):
            if !content.isEmpty { transcript.append("body \(content.text)") }
            transcript.append("failed \(error.code)")
            return false
        }
        return true
    }
    parser.expectResponse(to: waiting.removeFirst())
    for piece in pieces {
        piece.withUnsafeBytes { bytes in
            var cursor = 0
            while take(parser.next(bytes, &cursor), bytes) {}
        }
        if transcript.last?.hasPrefix("failed") == true { return transcript }
    }
    if finishes { _ = take(parser.finish(), UnsafeRawBufferPointer(start: nil, count: 0)) }
    return transcript
}
