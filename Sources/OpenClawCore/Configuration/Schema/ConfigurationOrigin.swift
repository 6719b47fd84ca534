// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Where a value of the configuration comes from.
public enum ConfigurationOrigin: Sendable, Hashable {
    /// Nobody set it.
    case `default`
    /// A configuration file; line and column count from 1.
    case file(path: String, line: Int, column: Int)
    /// An environment variable.
    case environment(String)
    /// A flag of the command line.
    case flag(String)
}

extension ConfigurationOrigin {
    /// Orders origins: a higher one wins.
    var precedence: Int {
        switch self {
        case .default: 0
        case .file: 1
        case .environment: 2
        case .flag: 3
        }
    }
}

extension ConfigurationOrigin: CustomStringConvertible {
    /// `default`, `path:line:column`, the variable's or the flag's name.
    public var description: String {
        switch self {
        case .default: "default"
        case .file(let path, let line, let column): "\(path):\(line):\(column)"
        case .environment(let name): "environment variable \(name)"
        case .flag(let name): name
        }
    }
}
