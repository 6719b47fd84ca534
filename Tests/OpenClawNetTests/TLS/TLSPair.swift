// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawNet

/// A client and a server machine joined by memory.
struct TLSPair: ~Copyable {
    var client: TLSMachine
    var server: TLSMachine
    /// The largest piece of ciphertext handed over at once.
    var segment = Int.max
    var receivedByServer: [UInt8] = []
    var receivedByClient: [UInt8] = []
    var clientError: TLSError?
    var serverError: TLSError?

    init(
        server: TLSServerContext,
        client: TLSClientContext,
        host: String = "gateway.test",
        segment: Int = .max
    ) throws {
        // Both machines exist or none: a noncopyable value cannot be half made.
        let serverMachine = try TLSMachine.server(server)
        let clientMachine = try TLSMachine.client(client, host: host)
        self.server = serverMachine
        self.client = clientMachine
        self.segment = segment
    }

    /// Carries bytes to and fro until neither end has more.
    mutating func run() {
        var moved = true
        while moved {
            moved = Self.carry(from: &client, to: &server, segment: segment, into: &receivedByServer, error: &serverError)
            moved = Self.carry(from: &server, to: &client, segment: segment, into: &receivedByClient, error: &clientError) || moved
        }
    }

    mutating func clientWrites(_ bytes: [UInt8]) throws { try client.write(bytes.span.bytes) }
    mutating func serverWrites(_ bytes: [UInt8]) throws { try server.write(bytes.span.bytes) }

    private static func carry(
        from source: inout TLSMachine,
        to target: inout TLSMachine,
        segment: Int,
        into plaintext: inout [UInt8],
        error: inout TLSError?
    ) -> Bool {
        let ciphertext = source.takeAll()
        guard !ciphertext.isEmpty else { return false }
        var start = 0
        while start < ciphertext.count, error == nil {
            let end = ciphertext.count - start > segment ? start + segment : ciphertext.count
            do throws(TLSError) {
                try target.receive(ciphertext.span.bytes.extracting(start..<end))
                plaintext += try target.readAll()
            } catch let failure {
                error = failure
            }
            start = end
        }
        return true
    }
}

extension TLSMachine {
    mutating func takeAll() -> [UInt8] {
        let count = ciphertextCount
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = takeCiphertext(into: UnsafeMutableRawBufferPointer(buffer))
        }
    }

    mutating func readAll() throws(TLSError) -> [UInt8] {
        var all: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1000, alignment: 1)
        defer { buffer.deallocate() }
        while true {
            let count = try read(into: buffer)
            guard count > 0 else { return all }
            all += buffer.prefix(count)
        }
    }
}
