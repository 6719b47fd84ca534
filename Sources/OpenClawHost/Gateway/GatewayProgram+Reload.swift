// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore
import OpenClawNet
import OpenClawServer

extension GatewayProgram {
    /// Watches over the configuration's file.
    func configurationManager(_ log: GatewayLog) -> ConfigurationManager {
        let crypto = OpenSSLCryptoProvider()
        return ConfigurationManager(
            ConfigurationManager.Environment(
                path: self.settings.loaded.path ?? self.settings.state.newJSONPath,
                files: self.host.files,
                fileSystem: self.host.fileSystem,
                variables: self.host.environment,
                defaults: [.keys("gateway", "port"): JSONValue(self.settings.state.defaultPort)],
                overrides: self.settings.overrides,
                secrets: SecretStore(state: self.settings.state, host: self.host),
                knownSecrets: log.knownSecrets,
                digest: { IdentityStore.hexadecimal(crypto.sha256($0)) },
                logger: log.logger.component("config")
            ),
            loaded: self.settings.loaded
        )
    }

    /// Puts a changed configuration into force, as far as it is read for each handshake and request, and tells clients.
    func apply(_ change: ConfigurationChange, to server: GatewayServer, log: GatewayLog) {
        let configuration = change.configuration
        let auth = configuration.gateway.auth
        let isSecretChanged = change.hot.contains { $0.hasPrefix("gateway.auth.") }
        if isSecretChanged, auth.mode == self.settings.configuration.gateway.auth.mode {
            // Without a credential in the file the one in force stays: a change never opens the gateway.
            let signed = self.settings.signedTokenKey
            if auth.mode == .password, let password = auth.password {
                server.replaceAuthentication(AuthenticationSettings(mode: .password(password.reveal()), signedTokens: signed))
            } else if auth.mode == .token, let token = auth.token {
                server.replaceAuthentication(AuthenticationSettings(mode: .token(token.reveal()), signedTokens: signed))
            }
        }
        server.replace(
            origins: OriginPolicy(allowedOrigins: configuration.gateway.controlUI.allowedOrigins),
            endpoints: Self.endpoints(configuration)
        )
        log.apply(configuration.logging)
        let path = self.settings.loaded.path ?? self.settings.state.newJSONPath
        let now = server.gateway.configuration.wallClock.now().milliseconds
        server.gateway.events.publish(
            PublishedEvent(name: "config.changed", access: .scopes(.admin), dropsWhenSlow: true) { writer in
                writer.beginObject()
                writer.field("path", path)
                writer.field("changed", change.hot)
                writer.field("needRestart", change.restart)
                writer.field("ts", now)
                writer.endObject()
            }
        )
    }
}
