// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension HTTPListenerConfiguration {
    /// Makes a listener for https and wss. Reloading the context changes the certificate of new connections.
    public init(name: String = "main", address: SocketAddress, tls context: TLSServerContext) {
        self.init(name: name, address: address, makeTransform: { TLSStreamTransform(server: context) })
    }
}
