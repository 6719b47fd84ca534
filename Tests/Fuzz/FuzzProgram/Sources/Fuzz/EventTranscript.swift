// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawWire

/// Runs an event stream through a parser and writes down what it reports.
func eventTranscript(_ pieces: [[UInt8]]) -> [String] {
    var parser = ServerSentEventParser(maximumLineBytes: 64, maximumEventBytes: 256)
    var seen: [String] = []
    for piece in pieces {
        let goesOn = piece.withUnsafeBytes { bytes -> Bool in
            var cursor = 0
            do throws(ServerSentEventError) {
                while let event = try parser.next(bytes, &cursor) {
                    seen.append("\(event.event ?? "-")|\(event.id ?? "-")|\(event.data)")
                }
                return true
            } catch {
                seen.append("\(error)")
                return false
            }
        }
        if !goesOn { return seen }
    }
    return seen + [parser.lastEventID, "\(parser.retryMilliseconds ?? -1)"]
}
