// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension HTTPFieldSection {
    /// Reads field lines up to the empty one; false when the input is used up before.
    @inline(__always)
    mutating func read(
        _ lines: inout HTTPLineReader,
        _ base: UnsafeRawPointer,
        count: Int,
        _ cursor: inout Int,
        limits: HTTPLimits
    ) throws(HTTPParseError) -> Bool {
        while true {
            switch try lines.next(base, count: count, &cursor, limit: lineLimit(limits)) {
            case .incomplete:
                return false
            case .tooLong:
                throw lineLimitError(limits)
            case .input(let line):
                if line.isEmpty { return true }
                try take(base, from: line.lowerBound, to: line.upperBound, limits: limits)
            case .stored:
                let line = lines.takeStored()
                if line.isEmpty { return true }
                try takeStored(line, limits: limits)
            }
        }
    }

    private mutating func takeStored(_ line: [UInt8], limits: HTTPLimits) throws(HTTPParseError) {
        try line.withRawBytes { (bytes: UnsafeRawBufferPointer) throws(HTTPParseError) in
            guard let base = bytes.baseAddress else { return }
            try take(base, from: 0, to: bytes.count, limits: limits)
        }
    }
}
