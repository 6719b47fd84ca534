// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The time zones of this machine: the files below `/usr/share/zoneinfo`.
///
/// Calls read the disk; make them where waiting is allowed.
public struct TimeZoneDatabase: Sendable {
    /// Where Linux and macOS keep zone files.
    public static let standardDirectory = "/usr/share/zoneinfo"

    /// The largest list of links that is read.
    private static let maximumLinksBytes = 1 << 20

    private let directory: String
    private let fileSystem: any FileSystem

    /// Makes a database over a directory of zone files.
    public init(directory: String = Self.standardDirectory, fileSystem: any FileSystem = PlatformFileSystem()) {
        self.directory = directory
        self.fileSystem = fileSystem
    }

    /// The rules of a zone.
    /// - Parameter name: a name of the IANA database such as `America/New_York`; `UTC` is known without a file. Names that are links to
    ///   others (`US/Eastern`) are found through `tzdata.zi`, because links are not followed on disk.
    /// - Throws: ``TimeZoneError`` for a name that does not exist or a file that is damaged.
    public func rules(for name: String) throws(TimeZoneError) -> TimeZoneRules {
        if ["UTC", "Etc/UTC", "Z"].contains(name) { return .utc }
        guard Self.isName(name) else { throw Self.unknown(name) }
        if let bytes = try self.read(name) { return try TimeZoneRules(name: name, tzif: bytes) }
        guard let target = try self.target(of: name), let bytes = try self.read(target) else {
            throw try self.hasFiles()
                ? Self.unknown(name)
                : TimeZoneError(
                    .unknown,
                    "the time zone \"\(name)\" is not known: there is no time zone data in \(self.directory); install it (for instance the package tzdata), or use the zone UTC"
                )
        }
        return try TimeZoneRules(name: name, tzif: bytes)
    }

    private static func unknown(_ name: String) -> TimeZoneError {
        TimeZoneError(.unknown, "there is no time zone \"\(name.prefix(64))\"; use a name such as Europe/Berlin, America/New_York or UTC")
    }

    /// Whether a name can only be a file below the directory.
    private static func isName(_ name: String) -> Bool {
        guard (1...64).contains(name.utf8.count) else { return false }
        return name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.utf8.first, (0x41...0x5A).contains(first & 0xDF) else { return false }
            return part.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F || byte == 0x2D || byte == 0x2B
            }
        }
    }

    private func hasFiles() throws(TimeZoneError) -> Bool {
        do {
            return try self.fileSystem.status(self.directory) != nil
        } catch {
            throw TimeZoneError(.storage, "time zones cannot be read: \(error)")
        }
    }

    /// The bytes of a zone file; `nil` when there is none, or a link.
    private func read(_ name: String) throws(TimeZoneError) -> [UInt8]? {
        do {
            return try self.fileSystem.contents(of: "\(self.directory)/\(name)", maximumBytes: TimeZoneRules.maximumFileBytes)
        } catch  where [.symbolicLink, .notRegularFile, .notDirectory].contains(error.code) {
            return nil
        } catch {
            throw TimeZoneError(.storage, "the time zone \"\(name)\" cannot be read: \(error)")
        }
    }

    /// The zone that another name stands for.
    private func target(of name: String) throws(TimeZoneError) -> String? {
        let bytes: [UInt8]?
        do {
            bytes = try self.fileSystem.contents(of: "\(self.directory)/tzdata.zi", maximumBytes: Self.maximumLinksBytes)
        } catch {
            throw TimeZoneError(.storage, "the list of time zones cannot be read: \(error)")
        }
        guard let bytes else { return nil }
        let wanted = Array(" \(name)".utf8)
        for line in bytes.split(separator: 0x0A) where line.starts(with: [0x4C, 0x20]) && line.suffix(wanted.count).elementsEqual(wanted) {
            let target = String(decoding: line.dropFirst(2).dropLast(wanted.count), as: UTF8.self)
            return Self.isName(target) ? target : nil
        }
        return nil
    }
}
