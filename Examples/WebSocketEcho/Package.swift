// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "WebSocketEcho",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "openclaw", path: "../..")],
    targets: [
        .executableTarget(
            name: "WebSocketEcho",
            dependencies: [.product(name: "OpenClawNet", package: "openclaw")]
        )
    ],
    swiftLanguageModes: [.v6]
)
