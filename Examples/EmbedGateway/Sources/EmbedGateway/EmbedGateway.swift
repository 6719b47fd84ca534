import OpenClawCore

@main
struct EmbedGateway {
    static func main() async throws {
        let gateway = try Gateway { EchoAgent(id: "main") }
        try await gateway.run { client in print(try await client.chat("hello", session: "main").text) }
    }
}
