// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension RequestEnvelope {
    /// Scans a request frame; the whole frame is checked to be valid JSON, without building values.
    ///
    /// Frames are closed objects: an unknown property is refused, except those of newer protocols that carry no meaning here
    /// (`traceparent`, `expectedProfileId`).
    public init(scanning bytes: UnsafeRawBufferPointer, limits: JSONLimits = .default) throws(FrameError) {
        var scanner = JSONScanner(bytes, limits: limits)
        var id: (Range<Int>, Bool)?
        var type: String?
        var method: String?
        var params: Range<Int>?
        var unknown: String?
        do {
            try scanner.beginObject()
            while let key = try scanner.nextKey() {
                switch key.count {
                case 2 where scanner.matches(key, "id"):
                    guard try scanner.nextKind() == .string else { throw FrameError(message: "invalid request frame: id must be a string") }
                    let value = try scanner.scanString()
                    id = (value.range, value.hasEscapes)
                case 4 where scanner.matches(key, "type"):
                    guard try scanner.nextKind() == .string else { throw FrameError(message: "invalid request frame: type must be \"req\"") }
                    let value = try scanner.scanString()
                    type = scanner.decodeString(value.range)
                case 6 where scanner.matches(key, "method"):
                    guard try scanner.nextKind() == .string else {
                        throw FrameError(id: Self.text(id, scanner), message: "invalid request frame: method must be a string")
                    }
                    let value = try scanner.scanString()
                    method = scanner.decodeString(value.range)
                case 6 where scanner.matches(key, "params"):
                    params = try scanner.skipValue()
                case 11 where scanner.matches(key, "traceparent"), 17 where scanner.matches(key, "expectedProfileId"):
                    _ = try scanner.skipValue()
                default:
                    unknown = unknown ?? String(decoding: UnsafeRawBufferPointer(rebasing: bytes[key]), as: UTF8.self)
                    _ = try scanner.skipValue()
                }
            }
            try scanner.finish()
        } catch let error as FrameError {
            throw error
        } catch {
            throw FrameError(id: Self.text(id, scanner), message: "invalid request frame: \(error)")
        }
        let name = Self.text(id, scanner)
        guard type == "req" else { throw FrameError(id: name, message: "invalid request frame: type must be \"req\"") }
        if let unknown { throw FrameError(id: name, message: "invalid request frame: unexpected property \"\(unknown)\"") }
        guard let id, !id.0.isEmpty else { throw FrameError(message: "invalid request frame: id must be a non-empty string") }
        guard let method, !method.isEmpty else {
            throw FrameError(id: name, message: "invalid request frame: method must be a non-empty string")
        }
        self.init(id: id.0, idHasEscapes: id.1, method: method, params: params)
    }

    private static func text(_ id: (Range<Int>, Bool)?, _ scanner: JSONScanner) -> String {
        guard let id, !id.0.isEmpty else { return "invalid" }
        return scanner.decodeString(id.0)
    }
}
