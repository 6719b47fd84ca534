// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// `config.*` for a gateway whose configuration is a file (PROTOCOL 2.7).
package enum ConfigurationMethods {
    /// The methods.
    /// - Parameter executor: where files may be read.
    package static func make(_ manager: ConfigurationManager, on executor: any TaskExecutor) -> [Method] {
        let changing: Set<String> = ["raw", "baseHash", "replacePaths", "sessionKey", "deliveryContext", "note", "restartDelayMs"]
        return [
            .asynchronous("config.get", .scopes(.read)) { call in
                _ = try call.parameters([])
                return .value(try await withTaskExecutorPreference(executor) { try await manager.snapshot() })
            }.timed,
            .asynchronous("config.set", .scopes(.admin)) { call in
                let parameters = try call.parameters(["raw", "baseHash"])
                return try await self.change(call) {
                    let outcome = try await self.replace(parameters, manager, executor)
                    return .value(["ok": true, "path": .string(manager.path), "config": outcome.effective])
                }
            },
            .asynchronous("config.apply", .scopes(.admin)) { call in
                let parameters = try call.parameters(changing)
                return try await self.change(call) { self.answer(try await self.replace(parameters, manager, executor), manager) }
            }.controlPlaneWrite,
            .asynchronous("config.patch", .scopes(.admin)) { call in
                let parameters = try call.parameters(changing)
                let raw = try parameters.requiredString("raw", maximumLength: 2 << 20)
                let baseHash = try parameters.string("baseHash", maximumLength: 256)
                let replaced = try parameters.strings("replacePaths") ?? []
                return try await self.change(call) {
                    let outcome = try await withTaskExecutorPreference(executor) {
                        try await manager.patch(raw: raw, baseHash: baseHash, replacePaths: replaced)
                    }
                    return self.answer(outcome, manager)
                }
            }.controlPlaneWrite,
            .immediate("config.schema", .scopes(.admin)) { call throws(MethodError) in
                .value([
                    "schema": ConfigurationSchemaDocument.json, "uiHints": ConfigurationSchemaDocument.hints,
                    "version": .string(call.gateway.configuration.version),
                    "generatedAt": .string("\(call.gateway.configuration.wallClock.now())"),
                ])
            },
            .immediate("config.schema.lookup", .scopes(.read)) { call throws(MethodError) in
                let parameters = try call.parameters(["path"])
                let text = try parameters.requiredString("path", maximumLength: 512)
                guard let path = JSONPath(text), let answer = ConfigurationSchemaDocument.lookup(path) else {
                    throw .invalid("config.schema.lookup: there is no key \"\(text)\"")
                }
                return .value(answer)
            },
        ]
    }

    /// A change may end the very connection it was asked over, when it is one of the secret: its answer goes out first.
    private static func change(_ call: MethodCall, _ body: () async throws -> MethodResult) async throws -> MethodResult {
        try await call.client.keepingOpen {
            call.reply(try await body())
            return .answered
        }
    }

    private static func replace(
        _ parameters: MethodParameters,
        _ manager: ConfigurationManager,
        _ executor: any TaskExecutor
    ) async throws -> ConfigurationManager.Outcome {
        let raw = try parameters.requiredString("raw", maximumLength: 2 << 20)
        let baseHash = try parameters.string("baseHash", maximumLength: 256)
        return try await withTaskExecutorPreference(executor) { try await manager.replace(raw: raw, baseHash: baseHash) }
    }

    /// The gateway does not restart itself: the answer names what waits for the next start.
    private static func answer(_ outcome: ConfigurationManager.Outcome, _ manager: ConfigurationManager) -> MethodResult {
        .value([
            "ok": true, "path": .string(manager.path), "config": outcome.effective,
            "restart": [
                "required": .bool(!outcome.change.restart.isEmpty), "keys": .array(outcome.change.restart.map(JSONValue.string)),
                "applied": .array(outcome.change.hot.map(JSONValue.string)),
            ],
            "sentinel": .null,
        ])
    }
}
