// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The program `tailscale`: gives a gateway an address in the tailnet and says to whom an address of it belongs.
struct Tailscale: Sendable {
    /// Why something did not work.
    struct Failure: Error {
        var message: String
    }

    let program: String
    let environment: [String: String]
    let directory: String
    let pool: BlockingPool

    /// - Throws: ``Failure`` when there is no such program in the search path.
    init(host: Host, pool: BlockingPool) throws(Failure) {
        let path = host.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        let candidates = path.split(separator: ":").filter { $0.hasPrefix("/") }.map { "\($0)/tailscale" }
        guard let program = candidates.first(where: { access($0, X_OK) == 0 }) else {
            throw Failure(message: "there is no program tailscale in PATH; install it and sign in with: tailscale up")
        }
        self.program = program
        self.environment = host.environment.filter { ["HOME", "PATH", "USER", "LANG", "LC_ALL"].contains($0.key) }
        self.directory = host.home
        self.pool = pool
    }

    /// This machine's name in the tailnet, for instance `claw.tail1234.ts.net`.
    func name() async throws(Failure) -> String {
        let answer = try await self.json(["status", "--json"])
        guard var name = answer["Self"]?["DNSName"]?.stringValue, !name.isEmpty else {
            throw Failure(message: "tailscale does not say this machine's name; sign in with: tailscale up")
        }
        if name.hasSuffix(".") { name.removeLast() }
        guard name.utf8.count <= 253, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") }) else {
            throw Failure(message: "tailscale says this machine has a name that is none")
        }
        return name.lowercased()
    }

    /// Hands connections to the machine's https address to a port of this machine.
    func expose(_ mode: TailscaleMode, port: Int, isEncrypted: Bool) async throws(Failure) {
        _ = try await self.run([mode.rawValue, "--bg", "--yes", "\(isEncrypted ? "https+insecure" : "http")://127.0.0.1:\(port)"])
    }

    /// Takes the address back.
    func reset(_ mode: TailscaleMode) async throws(Failure) { _ = try await self.run([mode.rawValue, "reset"]) }

    /// The login name of the user an address of the tailnet belongs to; `nil` when nobody knows.
    func owner(of address: String) async -> String? {
        // Whoever cannot be asked about is nobody.
        let answer = try? await self.json(["whois", "--json", address])
        return answer?["UserProfile"]?["LoginName"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func json(_ words: [String]) async throws(Failure) -> JSONValue {
        let output = try await self.run(words)
        do {
            return try JSONValue(parsing: output)
        } catch {
            throw Failure(message: "what tailscale \(words[0]) says is not understood")
        }
    }

    private func run(_ words: [String]) async throws(Failure) -> [UInt8] {
        let request = ProcessRequest(
            path: self.program,
            arguments: ["tailscale"] + words,
            workingDirectory: self.directory,
            environment: self.environment,
            timeout: .seconds(15),
            outputLimit: 4 << 20
        )
        let outcome: ProcessOutcome
        do {
            outcome = try await ProcessRunner(pool: self.pool).run(request)
        } catch {
            throw Failure(message: "tailscale cannot be started: \(error.message)")
        }
        if outcome.timedOut { throw Failure(message: "tailscale \(words[0]) did not end within 15 seconds") }
        guard outcome.exitCode == 0, !outcome.isTruncated else {
            let text = DisplayText.plain(String(decoding: outcome.errorOutput, as: UTF8.self), maximumLength: 500)
            throw Failure(message: "tailscale \(words[0]) failed: \(text.isEmpty ? "it does not say why" : text)")
        }
        return outcome.output
    }
}
