// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension Gateway {
    /// Refuses a model that no provider of a session's agent can be asked for: the turn would go to another one.
    ///
    /// What a provider has is known to it alone, so any name behind a known provider is taken. An agent that does not tell its providers
    /// is not asked.
    func checkModel(_ parameters: MethodParameters, of key: SessionKey) throws(MethodError) {
        guard let model = try parameters.string("model", maximumLength: 512), !model.isEmpty else { return }
        if model.contains(where: \.isWhitespace) { throw parameters.error("model", "must be provider/model without spaces") }
        guard let descriptor = self.agentsByID[key.agentID ?? self.router.defaultAgent]?.descriptor,
            let first = descriptor.providers.first, !descriptor.models.contains(model),
            let slash = model.firstIndex(of: "/")
        else { return }
        let provider = String(model[..<slash])
        guard !descriptor.providers.contains(provider) else {
            if model.index(after: slash) == model.endIndex { throw parameters.error("model", "must be provider/model, not \"\(model)\"") }
            return
        }
        throw parameters.error(
            "model",
            "names the unknown provider \"\(provider)\"; there is \(descriptor.providers.joined(separator: ", ")): write for example \(first)/\(descriptor.models.first ?? model)"
        )
    }
}
