// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Which addresses the gateway listens on (`gateway.bind`).
public enum BindAddress: Sendable, Hashable {
    /// This machine only.
    case loopback
    /// All addresses of this machine.
    case lan
    /// Loopback; the name exists for files that leave the choice to the gateway.
    case auto
    /// The address in `gateway.customBindHost`.
    case custom
    /// One address; `0.0.0.0` and `::` are all of them.
    case address(String)

    /// The value as configuration writes it.
    public var text: String {
        switch self {
        case .loopback: "loopback"
        case .lan: "lan"
        case .auto: "auto"
        case .custom: "custom"
        case .address(let address): address
        }
    }

    /// Whether an address can only be reached from this machine (127.0.0.0/8 and ::1).
    public static func isLoopback(_ address: String) -> Bool {
        guard let bytes = NetworkAddress.bytes(of: address) else { return false }
        if bytes.count == 4 { return bytes[0] == 127 }
        if bytes.dropLast() == ArraySlice(repeating: 0, count: 15) { return bytes[15] == 1 }
        let isMapped = bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        return isMapped && bytes[12] == 127
    }
}

extension BindAddress {
    /// As a configuration writes it.
    static let configurationType: ConfigurationType<BindAddress> = {
        let shape = ConfigurationShape.value(
            words: "\"loopback\", \"lan\", \"auto\", \"custom\" or an IP address",
            example: "\"loopback\""
        )
        return ConfigurationType(
            shape: shape,
            decode: { value, decoder in
                guard case .string(let text) = value else {
                    decoder.reportType(expected: shape, found: value)
                    return nil
                }
                switch text {
                case "loopback", "localhost": return .loopback
                case "lan": return .lan
                case "auto": return .auto
                case "custom": return .custom
                case "tailnet":
                    decoder.report(
                        .notAvailable,
                        "\"tailnet\" is not available in this version; write the address of this machine in the tailnet"
                    )
                    return nil
                default: break
                }
                if let address = NetworkAddress.canonical(text) { return .address(address) }
                if let nearest = NearestName.find(text, in: ["loopback", "lan", "auto", "custom", "localhost"]) {
                    decoder.report(.invalidValue, "\(decoder.describe(value)) is no address; did you mean \"\(nearest)\"?")
                } else {
                    decoder.reportValue(expected: shape, found: value)
                }
                return nil
            },
            encode: { .string($0.text) }
        )
    }()

    /// An IP address.
    static let hostType = ConfigurationType<String>.text("an IP address", example: "\"192.168.1.10\"") {
        NetworkAddress.bytes(of: $0) != nil
    }
}
