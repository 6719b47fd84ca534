// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import Synchronization

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A port of this machine that leads through `ssh` to the gateway's port on another one, as long as something uses it.
///
/// The system's `ssh` is started without a shell and without input, asks nobody anything, runs no command there and accepts no host
/// whose key it does not know.
struct SSHTunnel: Sendable {
    /// The machine.
    var target: SSHTarget
    /// The file of the key to sign in with; `nil` leaves it to `ssh`.
    var identity: String?
    /// The gateway's port there.
    var remotePort: Int
    /// Whether the gateway speaks TLS there.
    var isEncrypted: Bool
    /// The environment of this process.
    var environment: [String: String]
    /// The directory `ssh` runs in.
    var directory: String

    /// What messages and stored tokens call the gateway at the other end.
    var address: String { "ssh://\(self.target)/\(self.remotePort)" }

    /// What `ssh` is started with.
    func arguments(localPort: Int) -> [String] {
        let options = [
            "BatchMode=yes", "StrictHostKeyChecking=yes", "ExitOnForwardFailure=yes", "ConnectTimeout=15", "ServerAliveInterval=15",
            "ServerAliveCountMax=3", "ForwardAgent=no", "ForwardX11=no", "PermitLocalCommand=no", "ControlMaster=no", "ControlPath=none",
            "GatewayPorts=no", "LogLevel=DEBUG1",
        ]
        var words = ["ssh", "-N", "-T", "-a", "-x"]
        for option in options { words += ["-o", option] }
        if let identity { words += ["-i", identity, "-o", "IdentitiesOnly=yes"] }
        if let port = self.target.port { words += ["-p", "\(port)"] }
        if let user = self.target.user { words += ["-l", user] }
        words += ["-L", "127.0.0.1:\(localPort):127.0.0.1:\(self.remotePort)", "--", self.target.host]
        return words
    }

    /// Opens the tunnel, runs `body` with its port on this machine, and ends it.
    /// - Throws: ``CommandFailure`` in `ssh`'s own words when there is no tunnel, or it ends before `body` does.
    func run<Result: Sendable>(_ pool: BlockingPool, _ body: @escaping @Sendable (Int) async throws -> Result) async throws -> Result {
        guard let program = self.program else {
            throw CommandFailure(
                message: "gateway.remote.sshTarget needs the program ssh, and there is none in PATH",
                advice: ["install it, for example: apt-get install openssh-client", "or set gateway.remote.transport to \"direct\""],
                code: "SSH_MISSING"
            )
        }
        let port = try Self.freePort()
        let words = SSHWords()
        let request = ProcessRequest(
            path: program,
            arguments: self.arguments(localPort: port),
            workingDirectory: self.directory,
            environment: self.environment.filter { Self.variables.contains($0.key) },
            timeout: .seconds(10 * 365 * 86_400),
            outputLimit: 64 << 10
        )
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                defer { words.end() }
                let outcome: ProcessOutcome
                do throws(ProcessError) {
                    outcome = try await ProcessRunner(pool: pool).run(request, onErrorOutput: { words.take($0) })
                } catch {
                    throw CommandFailure(message: "ssh cannot be started: \(error.message)", code: "SSH_TUNNEL")
                }
                if outcome.cancelled { return nil }
                throw self.failure(words.complaint, outcome)
            }
            group.addTask {
                // Without a tunnel the other task says why.
                guard await words.isReady() else { return nil }
                return try await body(port)
            }
            defer { group.cancelAll() }
            while let next = try await group.next() {
                if let result = next { return result }
            }
            throw CancellationError()
        }
    }

    private static let variables: Set<String> = ["HOME", "PATH", "USER", "LOGNAME", "SSH_AUTH_SOCK", "LANG", "LC_ALL", "TMPDIR"]

    /// The first `ssh` of the search path, of directories that are named in full only.
    private var program: String? {
        let path = self.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        return path.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/ssh" }.first { access($0, X_OK) == 0 }
    }

    private func failure(_ complaint: String, _ outcome: ProcessOutcome) -> CommandFailure {
        let words = complaint.isEmpty ? "it ended with \(outcome.exitCode.map(String.init) ?? "a signal")" : DisplayText.plain(complaint, maximumLength: 500)
        var advice = ["see what ssh says by itself: ssh -N \(self.target.user.map { "-l \($0) " } ?? "")\(self.target.port.map { "-p \($0) " } ?? "")\(self.target.host)"]
        if complaint.contains("Host key verification failed") || complaint.contains("host key is known") {
            advice = ["connect once by hand, compare the key's fingerprint and accept it: ssh \(self.target.host)"]
        } else if complaint.contains("Permission denied") {
            advice = ["let ssh sign in without a question: a key without passphrase or in the agent; gateway.remote.sshIdentity names its file"]
        }
        return CommandFailure(message: "there is no SSH tunnel to \(self.target): \(words)", advice: advice, code: "SSH_TUNNEL")
    }

    /// A port nobody uses at this moment. `ssh` fails when somebody takes it first, and says so.
    private static func freePort() throws(CommandFailure) -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw CommandFailure(message: "there is no free port for the SSH tunnel", code: "SSH_TUNNEL") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isNamed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0 }
        }
        guard isNamed else { throw CommandFailure(message: "there is no free port for the SSH tunnel", code: "SSH_TUNNEL") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
