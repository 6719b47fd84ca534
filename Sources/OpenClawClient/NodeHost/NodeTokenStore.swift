// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

public import OpenClawCore
public import OpenClawNet

/// Where a node keeps the token that its gateway gave it, so that it comes back without the gateway's own secret.
public struct NodeTokenStore: Sendable {
    /// The token that is kept, `nil` when there is none.
    public let load: @Sendable () async -> Secret?
    /// Keeps a token, or forgets it when it is `nil`.
    public let keep: @Sendable (Secret?) async -> Void

    /// Makes a store of two functions.
    public init(load: @escaping @Sendable () async -> Secret?, keep: @escaping @Sendable (Secret?) async -> Void) {
        self.load = load
        self.keep = keep
    }

    /// A file with mode 0600, a token for each gateway.
    /// - Parameters:
    ///   - pool: The threads that wait for the disk.
    ///   - report: Told when the file cannot be read or written; the node then goes on without it.
    public static func file(
        _ file: DeviceTokenFile,
        gateway: String,
        device: DeviceID,
        pool: BlockingPool,
        report: @escaping @Sendable (FileSystemError) -> Void
    ) -> NodeTokenStore {
        NodeTokenStore(
            load: {
                do throws(FileSystemError) {
                    return try await pool.run { () throws(FileSystemError) in try file.token(of: gateway, role: .node, device: device) }
                } catch {
                    report(error)
                    return nil
                }
            },
            keep: { token in
                do throws(FileSystemError) {
                    try await pool.run { () throws(FileSystemError) in try file.keep(token, of: gateway, role: .node, device: device) }
                } catch {
                    report(error)
                }
            }
        )
    }
}
