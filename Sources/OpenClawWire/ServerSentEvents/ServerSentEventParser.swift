// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Reads server-sent events from a byte stream, piece by piece (WHATWG HTML section 9.2.6).
///
/// Lines end with LF, CR or CR LF; a byte order mark at the start is skipped; comments and unknown fields are ignored. An event
/// which the end of the stream cuts off is never reported. An idle parser owns no memory.
public struct ServerSentEventParser: Sendable {
    /// The last id the stream has set; send it as `Last-Event-ID` when connecting again.
    public private(set) var lastEventID = ""
    /// The reconnection time in milliseconds, once the stream has set one.
    public private(set) var retryMilliseconds: Int?

    private let maximumLineBytes: Int
    private let maximumEventBytes: Int
    private var isAtStart = true
    private var skipsLineFeed = false
    private var failure: ServerSentEventError?
    /// The bytes of an unfinished line.
    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var type: String?
    private var id: String?

    /// Makes a parser.
    ///
    /// - Parameters:
    ///   - maximumLineBytes: the longest line.
    ///   - maximumEventBytes: the most data one event may collect.
    public init(maximumLineBytes: Int = 1024 * 1024, maximumEventBytes: Int = 4 * 1024 * 1024) {
        self.maximumLineBytes = maximumLineBytes
        self.maximumEventBytes = maximumEventBytes
    }

    /// Consumes input from `cursor` on and returns the next complete event, or nil when the input is used up.
    ///
    /// After an error every further call throws it again.
    public mutating func next(
        _ input: UnsafeRawBufferPointer,
        _ cursor: inout Int
    ) throws(ServerSentEventError) -> ServerSentEvent? {
        if let failure { throw failure }
        guard let base = input.baseAddress else { return nil }
        do throws(ServerSentEventError) {
            while cursor < input.count {
                if skipsLineFeed {
                    skipsLineFeed = false
                    if base.load(fromByteOffset: cursor, as: UInt8.self) == ASCII.lineFeed {
                        cursor += 1
                        continue
                    }
                }
                let end = Self.lineEnd(base, from: cursor, to: input.count)
                guard line.count + (end - cursor) <= maximumLineBytes else { throw ServerSentEventError(.lineTooLong) }
                let piece = UnsafeRawBufferPointer(start: base + cursor, count: end - cursor)
                guard end < input.count else {
                    line.append(contentsOf: piece)
                    cursor = end
                    return nil
                }
                skipsLineFeed = base.load(fromByteOffset: end, as: UInt8.self) == ASCII.carriageReturn
                cursor = end + 1
                if let event = try takeLine(piece) { return event }
            }
            return nil
        } catch {
            failure = error
            line = []
            data = []
            throw error
        }
    }

    /// Takes the rest of a line, of which an earlier piece may be kept.
    private mutating func takeLine(_ piece: UnsafeRawBufferPointer) throws(ServerSentEventError) -> ServerSentEvent? {
        guard !line.isEmpty else { return try take(piece) }
        line.append(contentsOf: piece)
        let whole = line
        line = []
        return try whole.withRawBytes { (bytes: UnsafeRawBufferPointer) throws(ServerSentEventError) in
            try take(bytes)
        }
    }

    /// Takes a whole line without its end; returns an event when the line was empty and there is one.
    private mutating func take(_ whole: UnsafeRawBufferPointer) throws(ServerSentEventError) -> ServerSentEvent? {
        var line = whole
        if isAtStart {
            isAtStart = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = UnsafeRawBufferPointer(rebasing: line[3...]) }
        }
        guard !line.isEmpty else { return dispatch() }
        let colon = line.firstIndex(of: 0x3A)
        let name = UnsafeRawBufferPointer(rebasing: line[..<(colon ?? line.endIndex)])
        var value = UnsafeRawBufferPointer(rebasing: line[(colon.map { $0 + 1 } ?? line.endIndex)...])
        if value.first == ASCII.space { value = UnsafeRawBufferPointer(rebasing: value[1...]) }
        switch name.count {
        case 4 where name.elementsEqual("data".utf8):
            try takeData(value)
        case 5 where name.elementsEqual("event".utf8):
            type = value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
        case 2 where name.elementsEqual("id".utf8):
            if !value.contains(0) { id = String(decoding: value, as: UTF8.self) }
        case 5 where name.elementsEqual("retry".utf8):
            if !value.isEmpty, value.count <= 15, value.allSatisfy(ASCII.isDigit) {
                retryMilliseconds = value.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            }
        default:
            break
        }
        return nil
    }

    private mutating func takeData(_ value: UnsafeRawBufferPointer) throws(ServerSentEventError) {
        guard data.count + value.count < maximumEventBytes else { throw ServerSentEventError(.eventTooLarge) }
        if hasData { data.append(ASCII.lineFeed) }
        data.append(contentsOf: value)
        hasData = true
    }

    private mutating func dispatch() -> ServerSentEvent? {
        if let id { lastEventID = id }
        defer {
            type = nil
            id = nil
            data = []
            hasData = false
        }
        guard hasData else { return nil }
        return ServerSentEvent(event: type, data: String(decoding: data, as: UTF8.self), id: id)
    }

    /// The first CR or LF, or `to`.
    private static func lineEnd(_ base: UnsafeRawPointer, from: Int, to: Int) -> Int {
        var index = from
        while true {
            index = ByteScan.firstControl(base, from: index, to: to)
            guard index < to else { return to }
            let byte = base.load(fromByteOffset: index, as: UInt8.self)
            if byte == ASCII.lineFeed || byte == ASCII.carriageReturn { return index }
            index += 1
        }
    }
}
