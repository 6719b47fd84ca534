// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet

/// The gateway's address in the tailnet, from its start to its end. What does not work there costs nothing here: the gateway runs.
struct TailscaleExposure: Sendable {
    private let mode: TailscaleMode
    private let resetsOnExit: Bool
    private let tailscale: Tailscale?
    /// The page's origin there.
    let origin: String?

    /// Nothing.
    static let none = TailscaleExposure(mode: .off, resetsOnExit: false, tailscale: nil, origin: nil)

    private init(mode: TailscaleMode, resetsOnExit: Bool, tailscale: Tailscale?, origin: String?) {
        self.mode = mode
        self.resetsOnExit = resetsOnExit
        self.tailscale = tailscale
        self.origin = origin
    }

    /// Finds the program and this machine's name.
    /// - Parameter report: told, in words for people, what does not work.
    static func prepare(
        _ gateway: Configuration.Gateway,
        host: Host,
        pool: BlockingPool,
        report: (String) -> Void
    ) async -> TailscaleExposure {
        guard gateway.tailscale.mode != .off || gateway.auth.allowTailscale == true else { return .none }
        do throws(Tailscale.Failure) {
            let tailscale = try Tailscale(host: host, pool: pool)
            let name = try await tailscale.name()
            return TailscaleExposure(
                mode: gateway.tailscale.mode,
                resetsOnExit: gateway.tailscale.resetOnExit,
                tailscale: tailscale,
                origin: "https://\(name)"
            )
        } catch {
            report("the gateway has no address in the tailnet: \(error.message)")
            return .none
        }
    }

    /// Makes the address lead to a port of this machine.
    func begin(port: Int, isEncrypted: Bool, report: (String) -> Void) async {
        guard let tailscale, self.mode != .off else { return }
        do throws(Tailscale.Failure) {
            try await tailscale.expose(self.mode, port: port, isEncrypted: isEncrypted)
        } catch {
            report("the gateway has no address in the tailnet: \(error.message)")
        }
    }

    /// Takes the address back when that is wanted.
    func end(report: (String) -> Void) async {
        guard let tailscale, self.mode != .off, self.resetsOnExit else { return }
        do throws(Tailscale.Failure) {
            try await tailscale.reset(self.mode)
        } catch {
            report("the address in the tailnet could not be taken back: \(error.message)")
        }
    }

    /// Asks to whom an address belongs; `nil` when users of the tailnet sign in like everybody else.
    func identify(_ gateway: Configuration.Gateway) -> (@Sendable (String) async -> String?)? {
        guard let tailscale, gateway.auth.allowTailscale ?? (gateway.tailscale.mode == .serve) else { return nil }
        return { await tailscale.owner(of: $0) }
    }
}
