// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a segment begins.
///
/// A plain one has 32 bytes: `OCLEDGR1`, the first position (8), the position through which a snapshot stands for all older segments, or 0
/// (8), four bytes of zeros, and the CRC-32C of these 28 bytes. An encrypted one has 96: `OCLEDGE1`, the two positions, the identifier of
/// the key (8), the salt of the segment's keys (16), a box that binds the 48 bytes before it (28), 16 bytes of zeros, and the CRC-32C of
/// all that.
struct LedgerSegmentHeader: Sendable, Hashable {
    var first: UInt64
    var through: UInt64 = 0
    /// What an encrypted one says of its key.
    var seal: Seal?

    struct Seal: Sendable, Hashable {
        var identifier: KeyIdentifier
        var salt: [UInt8]
        var tag: [UInt8]
    }

    private static let plainByteCount = 32
    private static let sealedByteCount = 96
    /// The bytes of an encrypted header that its box binds.
    private static let boundCount = 48
    /// No header is longer.
    static let maximumByteCount = 96
    private static let magic = Array("OCLEDGR1".utf8)
    private static let sealedMagic = Array("OCLEDGE1".utf8)

    init(first: UInt64, through: UInt64 = 0) {
        self.first = first
        self.through = through
    }

    /// Makes the header of a segment that is to be encrypted.
    init(first: UInt64, through: UInt64 = 0, cipher: LedgerSegmentCipher?) throws(EncryptionError) {
        self.init(first: first, through: through)
        guard let cipher else { return }
        var seal = Seal(identifier: cipher.identifier, salt: cipher.salt, tag: [UInt8](repeating: 0, count: FileKeys.overhead))
        self.seal = seal
        seal.tag = try cipher.tag(of: self.bound)
        self.seal = seal
    }

    /// Reads a header; `nil` when it is none.
    init?(_ bytes: [UInt8]) {
        let isSealed = bytes.starts(with: Self.sealedMagic)
        let count = isSealed ? Self.sealedByteCount : Self.plainByteCount
        guard bytes.count >= count, isSealed || bytes.starts(with: Self.magic) else { return nil }
        let fields = bytes.withUnsafeBytes { buffer in
            (
                first: UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                through: UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
                identifier: UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: 24, as: UInt64.self)),
                isRight: CRC32C.checksum(UnsafeRawBufferPointer(rebasing: buffer[..<(count - 4)]))
                    == UInt32(littleEndian: buffer.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
            )
        }
        guard fields.isRight else { return nil }
        self.init(first: fields.first, through: fields.through)
        guard isSealed else { return }
        self.seal = Seal(
            identifier: KeyIdentifier(rawValue: fields.identifier),
            salt: Array(bytes[32..<Self.boundCount]),
            tag: Array(bytes[Self.boundCount..<(Self.boundCount + FileKeys.overhead)])
        )
    }

    /// The position behind everything that the segment stands for before its first frame.
    var next: UInt64 { max(self.first, self.through &+ 1) }

    /// How many bytes it has; the first frame stands behind them.
    var byteCount: Int { self.seal == nil ? Self.plainByteCount : Self.sealedByteCount }

    private var bound: [UInt8] { Array(self.bytes[..<Self.boundCount]) }

    /// Whether a segment without a whole header was never used: nothing but zeros stands where its records would.
    static func isUnbegun(_ bytes: [UInt8]) -> Bool {
        bytes.dropFirst(bytes.starts(with: Self.sealedMagic) ? Self.sealedByteCount : Self.plainByteCount).allSatisfy { $0 == 0 }
    }

    var bytes: [UInt8] {
        var bytes = self.seal == nil ? Self.magic : Self.sealedMagic
        bytes += [UInt8](repeating: 0, count: self.byteCount - bytes.count)
        if let seal {
            bytes.replaceSubrange(32..<Self.boundCount, with: seal.salt)
            bytes.replaceSubrange(Self.boundCount..<(Self.boundCount + FileKeys.overhead), with: seal.tag)
        }
        let checksumStart = self.byteCount - 4
        bytes.withUnsafeMutableBytes { buffer in
            buffer.storeBytes(of: self.first.littleEndian, toByteOffset: 8, as: UInt64.self)
            buffer.storeBytes(of: self.through.littleEndian, toByteOffset: 16, as: UInt64.self)
            if let seal { buffer.storeBytes(of: seal.identifier.rawValue.littleEndian, toByteOffset: 24, as: UInt64.self) }
            let crc = CRC32C.checksum(UnsafeRawBufferPointer(rebasing: buffer[..<checksumStart]))
            buffer.storeBytes(of: crc.littleEndian, toByteOffset: checksumStart, as: UInt32.self)
        }
        return bytes
    }

    /// The cipher of the segment at a path, after its header was checked; `nil` when the segment is plain.
    func cipher(_ path: String, _ encryption: WorkspaceEncryption?) throws(FileSystemError) -> LedgerSegmentCipher? {
        guard let seal else { return nil }
        do throws(EncryptionError) {
            guard let encryption, let cipher = try LedgerSegmentCipher(seal.identifier, salt: seal.salt, encryption) else {
                throw EncryptionError(.invalidKey, "")
            }
            guard try cipher.check(self.bound, seal.tag) else { throw EncryptionError(.altered, "") }
            return cipher
        } catch {
            switch error.code {
            case .invalidKey: throw .anotherKey(path, seal.identifier, accepted: encryption?.accepted.map(\.identifier) ?? [])
            case .altered: throw .altered(path, at: 0)
            default: throw .encryption(error, path)
            }
        }
    }
}
