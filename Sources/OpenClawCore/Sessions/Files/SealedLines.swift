// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The lines of one file that may be encrypted: `{"sealed":"<identifier of the key>","box":"<base64>"}` in the place of a line.
///
/// Each line is bound to its file by the key, and to its place in it: a line opens only at the offset it was sealed for, and in a file that
/// still begins as it did then, sealed or plain. Plain lines may stand before the first sealed one, never behind it.
struct SealedLines: Sendable {
    let path: String
    /// `nil` without encryption: sealed lines are errors then.
    private let keys: FileKeys?
    /// Whether the first line of the file is sealed; `nil` while that is not known.
    var beginsSealed: Bool?

    private static let prefix = Array("{\"sealed\":\"".utf8)
    private static let middle = Array("\",\"box\":\"".utf8)
    private static let suffix = Array("\"}\n".utf8)
    private static let boxStart = 11 + 16 + 9
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// What became of opening a line.
    enum Opened {
        /// It was not sealed.
        case plain
        /// The line that was sealed, without its end.
        case line([UInt8])
        /// It begins like a sealed line and is none: what a crash leaves.
        case malformed
    }

    init(path: String, context: String, encryption: WorkspaceEncryption?) throws(FileSystemError) {
        self.path = path
        do throws(EncryptionError) {
            self.keys = try encryption?.keys(for: context)
        } catch {
            throw .encryption(error, path)
        }
    }

    /// The lines of a transcript, which belong to it whatever its file is called later.
    static func transcript(
        _ sessionID: String,
        path: String,
        encryption: WorkspaceEncryption?
    ) throws(FileSystemError) -> SealedLines {
        try SealedLines(path: path, context: "transcript \(sessionID)", encryption: encryption)
    }

    /// The lines of the index.
    static func index(path: String, encryption: WorkspaceEncryption?) throws(FileSystemError) -> SealedLines {
        // It is never plain in part: one that was plain is replaced before it is written to.
        var lines = try SealedLines(path: path, context: "sessions index", encryption: encryption)
        lines.beginsSealed = true
        return lines
    }

    /// Whether what is written is to be sealed.
    var seals: Bool { self.keys?.current != nil }

    /// The same, with the knowledge of how the file begins.
    func inspecting(_ file: any File) throws(FileSystemError) -> SealedLines {
        guard self.keys != nil, self.beginsSealed == nil else { return self }
        var lines = self
        lines.beginsSealed = try file.read(at: 0, count: Self.prefix.count) == Self.prefix
        return lines
    }

    /// How long a line may be whose text has this length.
    func limit(_ plain: Int) -> Int { self.keys == nil ? plain : plain / 2 * 3 + 4096 }

    /// Which key sealed a line; `nil` for a plain one.
    static func keyIdentifier(of line: UnsafeRawBufferPointer) -> KeyIdentifier? {
        guard self.isSealed(line), line.count >= self.boxStart else { return nil }
        return KeyIdentifier(line[11..<27])
    }

    /// Whether a line begins like a sealed one.
    static func isSealed(_ line: UnsafeRawBufferPointer) -> Bool {
        line.count >= self.prefix.count && line[1] == 0x22 && line[2] == 0x73 && line.starts(with: self.prefix)
    }

    // MARK: Sealing

    /// Seals whole lines that are to stand at an offset. Returns them unchanged when nothing is sealed.
    func seal(_ lines: [UInt8], at offset: Int) throws(FileSystemError) -> [UInt8] {
        guard let keys, let key = keys.current else { return lines }
        var output: [UInt8] = []
        output.reserveCapacity(lines.count / 2 * 3 + 256)
        var start = 0
        while start < lines.count {
            let end = lines[start...].firstIndex(of: 0x0A) ?? lines.count
            try self.seal(Array(lines[start..<end]), keys, key, at: offset, into: &output)
            start = end + 1
        }
        return output
    }

    /// Seals something as one line that is to stand at the beginning of its file, whether or not it has ends of lines in it.
    func sealWhole(_ bytes: [UInt8]) throws(FileSystemError) -> [UInt8] {
        guard let keys, let key = keys.current else { return bytes }
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count / 2 * 3 + 256)
        try self.seal(bytes, keys, key, at: 0, into: &output)
        return output
    }

    private func seal(
        _ line: [UInt8],
        _ keys: FileKeys,
        _ key: WorkspaceEncryption.Key,
        at offset: Int,
        into output: inout [UInt8]
    ) throws(FileSystemError) {
        do throws(EncryptionError) {
            let box = try keys.seal(line, with: key, bindingTo: self.binding(offset + output.count))
            output += Self.prefix
            output += key.identifier.description.utf8
            output += Self.middle
            Self.encode(box, to: &output)
            output += Self.suffix
        } catch {
            throw .encryption(error, self.path)
        }
    }

    private func binding(_ offset: Int) -> [UInt8] {
        withUnsafeBytes(of: UInt64(offset).littleEndian) { Array($0) } + [self.beginsSealed == true ? 1 : 0]
    }

    // MARK: Opening

    /// Opens a line, without its end, that stands at an offset.
    func open(_ line: UnsafeRawBufferPointer, at offset: Int) throws(FileSystemError) -> Opened {
        guard Self.isSealed(line) else { return .plain }
        guard let identifier = Self.keyIdentifier(of: line), let box = Self.box(of: line) else { return .malformed }
        guard let keys, let key = keys.key(identifier) else {
            throw .anotherKey(self.path, identifier, accepted: self.keys?.accepted.map(\.identifier) ?? [])
        }
        do throws(EncryptionError) {
            return .line(try keys.open(box, with: key, boundTo: self.binding(offset)))
        } catch {
            throw error.code == .altered ? .altered(self.path, at: offset) : .encryption(error, self.path)
        }
    }

    private static func box(of line: UnsafeRawBufferPointer) -> [UInt8]? {
        guard line.count > self.boxStart + 2, line[27..<36].elementsEqual(self.middle), line[line.count - 2] == 0x22,
            line[line.count - 1] == 0x7D
        else { return nil }
        return self.decode(UnsafeRawBufferPointer(rebasing: line[self.boxStart..<(line.count - 2)]))
    }

    // MARK: Base64

    /// Base64 without padding.
    private static func encode(_ bytes: [UInt8], to output: inout [UInt8]) {
        self.alphabet.withUnsafeBufferPointer { letters in
            var index = 0
            while index + 3 <= bytes.count {
                let word = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
                output.append(letters[word >> 18])
                output.append(letters[word >> 12 & 63])
                output.append(letters[word >> 6 & 63])
                output.append(letters[word & 63])
                index += 3
            }
            switch bytes.count - index {
            case 1:
                let word = Int(bytes[index]) << 4
                output.append(letters[word >> 6])
                output.append(letters[word & 63])
            case 2:
                let word = (Int(bytes[index]) << 8 | Int(bytes[index + 1])) << 2
                output.append(letters[word >> 12])
                output.append(letters[word >> 6 & 63])
                output.append(letters[word & 63])
            default: break
            }
        }
    }

    /// `nil` for foreign characters, impossible lengths and bits that are not zero at the end: a text has one form.
    private static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        guard text.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3 + 2)
        var word: UInt32 = 0
        var bits: UInt32 = 0
        for character in text {
            let value: UInt8
            switch character {
            case 0x41...0x5A: value = character - 0x41
            case 0x61...0x7A: value = character - 0x61 + 26
            case 0x30...0x39: value = character - 0x30 + 52
            case 0x2B: value = 62
            case 0x2F: value = 63
            default: return nil
            }
            word = word << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: word >> bits))
            }
        }
        return word & (1 << bits - 1) == 0 ? bytes : nil
    }
}
