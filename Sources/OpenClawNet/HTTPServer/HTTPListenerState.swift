// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A bound listener as its connections see it.
final class HTTPListenerState: Sendable {
    let name: String
    let address: SocketAddress
    let makeTransform: (@Sendable () -> any StreamTransform)?

    init(_ configuration: HTTPListenerConfiguration, address: SocketAddress) {
        name = configuration.name
        self.address = address
        makeTransform = configuration.makeTransform
    }
}
