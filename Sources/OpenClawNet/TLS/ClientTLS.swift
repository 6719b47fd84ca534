// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

internal import Synchronization

/// A client's TLS context, made when the first connection needs it: reading the system's authorities takes a while.
final class ClientTLS: Sendable {
    private let configuration: TLSClientConfiguration
    private let result = Mutex<Result<TLSClientContext, TLSError>?>(nil)

    init(_ configuration: TLSClientConfiguration) {
        self.configuration = configuration
    }

    /// The context if it has been made, or why it could not be made.
    var ready: Result<TLSClientContext, TLSError>? { result.withLock { $0 } }

    /// Makes the context unless there is one. Reads files, so it does not belong on a loop.
    func make() {
        guard ready == nil else { return }
        let made: Result<TLSClientContext, TLSError>
        do throws(TLSError) {
            made = .success(try TLSClientContext(configuration))
        } catch {
            made = .failure(error)
        }
        // Two threads may have made one each; the first one stays.
        result.withLock { if $0 == nil { $0 = made } }
    }
}
