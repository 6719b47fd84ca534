// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

/// The program that `run` kills: it writes sessions and tells on its standard output what was acknowledged, or looks at what is there.
///
///     CrashWriter write ROOT everyCommit|interval|never     appends until it is killed; a line `A <session> <count>` per acknowledgement
///     CrashWriter check ROOT                                a line `S <session> <count>` per session; fails when one is not as written
///     CrashWriter fill ROOT COUNT                           makes so many sessions
///     CrashWriter grow ROOT                                 measures what a message costs in a session that grows
///     CrashWriter list ROOT                                 lists them and prints how long that took
///     CrashWriter fill-ledger ROOT COUNT                    writes a ledger of so many records
///     CrashWriter serve ROOT                                runs a gateway whose channel is at its pipes
///     CrashWriter open-ledger ROOT                          opens it and prints how long that took
@main
struct CrashWriter {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3 else { throw Failure("usage: CrashWriter write|check|fill|list ROOT …") }
        let root = arguments[2]
        switch arguments[1] {
        case "write": try await SessionLoad(root: root, durability: Self.durability(arguments.dropFirst(3).first)).run()
        case "check": try await SessionCheck(root: root).run()
        case "fill": try await SessionListing(root: root).fill(Int(arguments.dropFirst(3).first ?? "") ?? 100_000)
        case "grow": try await SessionGrowth(root: root).run()
        case "list": try await SessionListing(root: root).list()
        case "fill-ledger": try await LedgerOpening(root: root).fill(Int(arguments.dropFirst(3).first ?? "") ?? 1_000_000)
        case "serve": try await DeliveryLoad(root: root).run()
        case "open-ledger": try LedgerOpening(root: root).open()
        default: throw Failure("unknown command \(arguments[1])")
        }
    }

    private static func durability(_ name: String?) -> FileSessionStore.Configuration.Durability {
        switch name {
        case "everyCommit": .everyCommit
        case "interval": .interval(.milliseconds(20))
        default: .never
        }
    }
}
