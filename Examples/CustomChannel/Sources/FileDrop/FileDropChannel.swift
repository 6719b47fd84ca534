// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
import Foundation

/// A channel made of two folders: what people write is dropped into `inbox/<person>/`, answers appear in `outbox/<person>/`.
///
/// - A message is a text file. Its name is its identity, so a file that is picked up twice is answered once.
/// - A file leaves the inbox only after the gateway has recorded it: nothing is lost when the program is killed in between.
/// - An answer is written under a hidden name and renamed, so that readers never see half of one. Its name is the delivery's
///   identifier: sending twice is harmless, and a send of unknown outcome can be looked up (``ReceiptReconciling``).
/// - While the agent writes, `outbox/<person>/.typing` exists (``TypingIndicating``).
public struct FileDropChannel: Channel, TypingIndicating, ReceiptReconciling {
    public let id: ChannelID
    private let root: URL
    private let pause: Duration
    private let clock: any Clock<Duration>

    /// The largest message file, in bytes; larger ones are moved to `rejected/`.
    public static let maximumBytes = 1 << 20

    /// Makes a channel over a folder, which is created when it does not exist.
    public init(
        id: ChannelID = "filedrop",
        directory: String,
        pause: Duration = .milliseconds(250),
        clock: any Clock<Duration> = ContinuousClock()
    ) throws {
        self.id = id
        self.root = URL(filePath: directory, directoryHint: .isDirectory)
        self.pause = pause
        self.clock = clock
        for folder in ["inbox", "outbox", "rejected"] {
            try FileManager.default.createDirectory(at: self.root.appending(path: folder), withIntermediateDirectories: true)
        }
    }

    public func run(_ inbox: ChannelInbox) async throws {
        inbox.report(ChannelAccountState(.connected))
        while true {
            for file in try self.waitingFiles() { try await self.take(file, inbox) }
            try await self.clock.sleep(for: self.pause)
        }
    }

    public func send(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt {
        let target = try self.answerFile(message)
        do {
            try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((message.text + "\n").utf8).write(to: target, options: .atomic)
        } catch {
            // The rename is the send: when it fails nothing has arrived, and trying again is safe.
            throw ChannelSendError(.notSent, "could not write \(target.path): \(error.localizedDescription)")
        }
        return SendReceipt(messageID: message.deliveryID)
    }

    public func reconcile(_ message: OutboundMessage) async throws(ChannelSendError) -> SendReceipt? {
        let target = try self.answerFile(message)
        return FileManager.default.fileExists(atPath: target.path) ? SendReceipt(messageID: message.deliveryID) : nil
    }

    public func setTyping(_ isTyping: Bool, account: AccountID, peer: Peer, threadID: String?) async throws(ChannelSendError) {
        let sign = try self.folder("outbox", peer.id).appending(path: ".typing")
        if isTyping {
            _ = FileManager.default.createFile(atPath: sign.path, contents: nil)
        } else {
            // Gone already is as good as removed.
            try? FileManager.default.removeItem(at: sign)
        }
    }

    // MARK: Inbox

    private func waitingFiles() throws -> [(person: String, url: URL)] {
        let manager = FileManager.default
        let inbox = self.root.appending(path: "inbox")
        var files: [(person: String, url: URL)] = []
        for person in try manager.contentsOfDirectory(atPath: inbox.path).sorted() where !person.hasPrefix(".") {
            let folder = inbox.appending(path: person)
            let names = (try? manager.contentsOfDirectory(atPath: folder.path)) ?? []
            for name in names.sorted() where !name.hasPrefix(".") { files.append((person, folder.appending(path: name))) }
        }
        return files
    }

    private func take(_ file: (person: String, url: URL), _ inbox: ChannelInbox) async throws {
        let name = file.url.lastPathComponent
        guard let text = self.text(of: file.url) else {
            try self.reject(file.url, person: file.person)
            return
        }
        let admission = await inbox.receive(
            InboundMessage(
                id: MessageID(channel: self.id, event: "\(file.person)/\(name)"),
                peer: Peer(id: file.person),
                text: text
            )
        )
        switch admission {
        case .accepted, .duplicate: try FileManager.default.removeItem(at: file.url)
        case .deferred(let pause, _): try await self.clock.sleep(for: pause)
        case .rejected: try self.reject(file.url, person: file.person)
        }
    }

    private func text(of file: URL) -> String? {
        guard
            let size = try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize, size <= Self.maximumBytes,
            let data = try? Data(contentsOf: file)
        else { return nil }
        return String(data: data, encoding: .utf8)?.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func reject(_ file: URL, person: String) throws {
        let target = self.root.appending(path: "rejected").appending(path: "\(person)-\(file.lastPathComponent)")
        _ = try? FileManager.default.removeItem(at: target)
        try FileManager.default.moveItem(at: file, to: target)
    }

    // MARK: Outbox

    private func answerFile(_ message: OutboundMessage) throws(ChannelSendError) -> URL {
        try self.folder("outbox", message.peer.id).appending(path: "\(message.deliveryID).txt")
    }

    /// A person's folder; names that would lead out of it are refused.
    private func folder(_ kind: String, _ person: String) throws(ChannelSendError) -> URL {
        guard !person.isEmpty, !person.hasPrefix("."), !person.contains("/"), !person.contains("\0") else {
            throw ChannelSendError(.rejected, "\"\(person)\" is not a name of a folder")
        }
        return self.root.appending(path: kind).appending(path: person)
    }
}
