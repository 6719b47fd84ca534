// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONPath {
    /// Reads a path as ``description`` writes it. The empty text is the root; `nil` for anything malformed.
    ///
    /// A number between dots counts as an index, so that `bindings.2.agentId` works as well.
    public init?(_ text: String) {
        var steps: [Step] = []
        let bytes = Array(text.utf8)
        var place = 0
        while place < bytes.count {
            if bytes[place] == 0x5B {
                guard let step = JSONPath.bracket(bytes, &place) else { return nil }
                steps.append(step)
                guard place == bytes.count || bytes[place] == 0x2E || bytes[place] == 0x5B else { return nil }
            } else {
                if !steps.isEmpty {
                    guard bytes[place] == 0x2E else { return nil }
                    place += 1
                }
                let start = place
                while place < bytes.count, JSONPath.isPlain(bytes[place]) { place += 1 }
                guard place > start, place == bytes.count || bytes[place] == 0x2E || bytes[place] == 0x5B else { return nil }
                let word = String(decoding: bytes[start..<place], as: UTF8.self)
                if bytes[start] >= 0x30, bytes[start] <= 0x39, !steps.isEmpty, let index = Int(word) {
                    steps.append(.index(index))
                } else {
                    steps.append(.key(word))
                }
            }
        }
        self.init(steps)
    }

    private static func bracket(_ bytes: [UInt8], _ place: inout Int) -> Step? {
        guard place + 1 < bytes.count else { return nil }
        guard bytes[place + 1] == 0x22 else {
            guard let end = bytes[place...].firstIndex(of: 0x5D), let index = Int(String(decoding: bytes[place + 1..<end], as: UTF8.self)),
                index >= 0
            else { return nil }
            place = end + 1
            return .index(index)
        }
        let scanned = bytes.withUnsafeBytes { raw -> (String, Int)? in
            var scanner = JSONScanner(UnsafeRawBufferPointer(rebasing: raw[(place + 1)...]))
            do throws(JSONError) {
                let key = try scanner.string()
                return (key, scanner.offset)
            } catch {
                return nil
            }
        }
        guard let (key, length) = scanned, place + 1 + length < bytes.count, bytes[place + 1 + length] == 0x5D else { return nil }
        place += length + 2
        return .key(key)
    }
}
