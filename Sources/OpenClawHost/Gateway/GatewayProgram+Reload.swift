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
                watches: [self.settings.state.secretsPath, self.settings.state.secretKeyPath],
                knownSecrets: log.knownSecrets,
                digest: { IdentityStore.hexadecimal(crypto.sha256($0)) },
                logger: log.logger.component("config")
            ),
            loaded: self.settings.loaded
        )
    }

    /// Puts a changed configuration into force, as far as it is read for each handshake and request, and tells clients.
    func apply(_ change: ConfigurationChange, to server: GatewayServer, tailscale: TailscaleExposure, log: GatewayLog) {
        let configuration = change.configuration
        if change.hot.contains(where: { $0.hasPrefix("gateway.auth.") || $0.hasPrefix("auth.") }) {
            self.applyAuthentication(configuration, to: server, log: log)
        }
        server.replace(
            origins: Self.origins(configuration.gateway, tailscale),
            endpoints: Self.endpoints(configuration)
        )
        server.gateway.replace(toolPolicy: Self.toolPolicy(configuration))
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

    /// Puts changed credentials into force: connections that the old ones opened end. A change never opens the gateway.
    private func applyAuthentication(_ configuration: Configuration, to server: GatewayServer, log: GatewayLog) {
        let started = self.settings.configuration.gateway
        var mode = server.authentication.mode
        switch configuration.gateway.auth.mode {
        case .none where started.auth.mode != .none, .clientCertificate where !started.tls.isEnabled || started.tls.caPath == nil:
            log.logger.warn(
                "auth.waits",
                message: "gateway.auth.mode takes effect with the next start: a running gateway is neither opened nor given other listeners"
            )
        default:
            do {
                mode = try self.credentials(of: configuration).authentication
            } catch {
                log.logger.error("auth.kept", message: "the credentials in force stay: \(error.message)")
            }
        }
        server.replaceAuthentication(AuthenticationSettings(mode: mode, signedTokens: configuration.signedTokenKey))
    }
}
