// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Encrypts the frames of one segment: what is behind a frame's head is replaced by `nonce (12) · ciphertext · tag (16)`.
///
/// The segment's keys are its own, derived from the salt in its header. The head and the frame's offset are authenticated with its fields,
/// so that a frame opens only where it was written.
struct LedgerSegmentCipher: Sendable {
    /// In the header: which key, and the salt that makes the segment's keys.
    let identifier: KeyIdentifier
    let salt: [UInt8]
    private let keys: FileKeys
    private let key: WorkspaceEncryption.Key

    static let saltCount = 16
    /// How much longer a frame gets.
    static let overhead = FileKeys.overhead

    /// A new segment's cipher; `nil` when nothing is to be encrypted.
    static func make(_ encryption: WorkspaceEncryption?) throws(EncryptionError) -> LedgerSegmentCipher? {
        guard let encryption, let current = encryption.current else { return nil }
        return try LedgerSegmentCipher(current.identifier, salt: encryption.provider.randomBytes(Self.saltCount), encryption)
    }

    /// The cipher of a segment whose header names this key; `nil` when the key is not there.
    init?(_ identifier: KeyIdentifier, salt: [UInt8], _ encryption: WorkspaceEncryption) throws(EncryptionError) {
        let digits = salt.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
        self.identifier = identifier
        self.salt = salt
        self.keys = try encryption.keys(for: "ledger \(digits)")
        guard let key = self.keys.key(identifier) else { return nil }
        self.key = key
    }

    // MARK: Headers

    /// A box of nothing that binds a header.
    func tag(of header: [UInt8]) throws(EncryptionError) -> [UInt8] {
        try self.keys.seal([], with: self.key, bindingTo: header)
    }

    /// Whether a header is the one the box was made for.
    func check(_ header: [UInt8], _ tag: [UInt8]) throws(EncryptionError) -> Bool {
        do throws(EncryptionError) {
            _ = try self.keys.open(tag, with: self.key, boundTo: header)
            return true
        } catch {
            guard error.code == .altered else { throw error }
            return false
        }
    }

    // MARK: Frames

    /// How many bytes frames get to be.
    static func sealedCount(of frames: [UInt8]) -> Int {
        var count = 0
        frames.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                offset += 8 + Int(UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
                count += 1
            }
        }
        return frames.count + count * Self.overhead
    }

    /// Encrypts numbered frames that are to stand at an offset; their checksums are filled in later.
    func seal(_ frames: [UInt8], at offset: Int) throws(EncryptionError) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(Self.sealedCount(of: frames))
        var start = 0
        while start < frames.count {
            let length = Self.length(frames, at: start)
            let fields = start + LedgerFrameWriter.headCount
            let box = try self.keys.seal(
                Array(frames[fields..<(start + 8 + length)]),
                with: self.key,
                bindingTo: Self.binding(frames[(start + 8)..<fields], offset + output.count)
            )
            let sealedLength = UInt32(LedgerFrameWriter.headCount - 8 + box.count)
            for byte in 0..<4 { output.append(UInt8(truncatingIfNeeded: sealedLength >> (8 * UInt32(byte)))) }
            output += frames[(start + 4)..<fields]
            output += box
            start += 8 + length
        }
        return output
    }

    /// The body of a plain frame, from the body of a sealed one whose frame begins at an offset; `nil` when it is not what was written
    /// there.
    func open(_ body: UnsafeRawBufferPointer, at offset: Int) -> [UInt8]? {
        let headCount = LedgerFrameWriter.headCount - 8
        guard body.count >= headCount + Self.overhead else { return nil }
        // Whatever fails, the frame cannot be read.
        guard
            let fields = try? self.keys.open(
                Array(body[headCount...]),
                with: self.key,
                boundTo: Self.binding(Array(body[..<headCount])[...], offset)
            )
        else { return nil }
        return Array(body[..<headCount]) + fields
    }

    /// The plain frame of a sealed one, without its checksum.
    func openFrame(_ frame: ArraySlice<UInt8>, at offset: Int) -> [UInt8]? {
        guard let body = Array(frame.dropFirst(8)).withRawBytes({ self.open($0, at: offset) }) else { return nil }
        let length = UInt32(body.count)
        return (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * UInt32($0))) } + [0, 0, 0, 0] + body
    }

    private static func length(_ frames: [UInt8], at offset: Int) -> Int {
        frames.withUnsafeBytes { Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt32.self))) }
    }

    private static func binding(_ head: ArraySlice<UInt8>, _ offset: Int) -> [UInt8] {
        head + withUnsafeBytes(of: UInt64(offset).littleEndian) { Array($0) }
    }
}
