// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

/// Runs requests through a parser and writes down what it reports; consecutive content is joined.
func requestTranscript(
    _ pieces: [[UInt8]],
    limits: HTTPLimits = HTTPLimits(),
    bodyLimit: Int? = nil
) -> [String] {
    var parser = HTTPRequestParser(limits: limits)
    var transcript: [String] = []
    var content: [UInt8] = []
    func flush() {
        if !content.isEmpty { transcript.append("body \(content.text)") }
        content = []
    }
    for piece in pieces {
        let isDone = piece.withUnsafeBytes { bytes -> Bool in
            var cursor = 0
            while true {
                switch parser.next(bytes, &cursor) {
                case .needMoreData:
                    if cursor != bytes.count { transcript.append("unread input") }
                    return false
                case .head(let head):
                    transcript.append(describe(head))
                    transcript += head.fields.map { "\($0.name)=\($0.value)" }
                    if let bodyLimit { parser.bodyLimit = bodyLimit }
                case .body(let range):
                    content += bytes[range]
                case .end(let trailers):
                    flush()
                    transcript += trailers.map { "trailer \($0.name)=\($0.value)" }
                    transcript.append("end")
                    parser.startNext()
                case .paused:
                    transcript.append("paused")
                    return true
                case .failed(let error):
                    flush()
                    transcript.append("failed \(error.code) \(error.status.code)")
                    return true
                }
            }
        }
        if isDone { return transcript }
    }
    flush()
    return transcript
}

/// A head in one line: method, target, version, persistence, framing.
func describe(_ head: HTTPRequestHead) -> String {
    let parts = [
        "\(head.method)", head.target, head.version == .http11 ? "1.1" : "1.0", head.keepAlive ? "keep" : "close",
        describe(head.body), head.expectsContinue ? "continue" : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
}

/// A framing in one word.
func describe(_ framing: HTTPBodyFraming) -> String {
    switch framing {
    case .none: "none"
    case .length(let length): "length:\(length)"
    case .chunked: "chunked"
    case .untilClose: "close-delimited"
    }
}
