// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// One call of a method.
public struct MethodCall: Sendable {
    /// The gateway that is called.
    public let gateway: Gateway
    /// The caller.
    public let client: ClientSession
    /// The method's name.
    public let method: String
    /// The request's identifier as raw JSON text between its quotes.
    let requestID: [UInt8]
    /// The raw JSON of `params`, empty when absent.
    public let params: [UInt8]

    init(gateway: Gateway, client: ClientSession, method: String, requestID: [UInt8], params: [UInt8]) {
        self.gateway = gateway
        self.client = client
        self.method = method
        self.requestID = requestID
        self.params = params
    }

    /// The parameters as an object that checks what it is asked for.
    ///
    /// - Parameter known: the parameters the method understands; another one is refused by name.
    public func parameters(_ known: Set<String>) throws(MethodError) -> MethodParameters {
        try MethodParameters(method: self.method, json: self.params, known: known)
    }

    /// Sends an answer now; methods of two phases call this for the first one.
    public func reply(_ result: MethodResult) {
        guard let payload = result.payload else { return }
        self.client.send(ResponseFrame.success(id: self.requestID, payload: payload))
    }

    /// Sends a failed answer now.
    public func reply(_ error: MethodError) {
        self.client.send(ResponseFrame.failure(id: self.requestID, error: error))
    }
}
