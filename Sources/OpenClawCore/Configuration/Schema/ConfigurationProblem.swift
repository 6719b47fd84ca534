// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Something in the configuration that is wrong, or worth a note.
public struct ConfigurationProblem: Sendable, Hashable {
    /// The kind of problem.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The kind as text.
        public let rawValue: String

        /// Wraps a kind.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The file cannot be read.
        public static let unreadable = Code(rawValue: "unreadable")
        /// The text is not JSON5.
        public static let syntax = Code(rawValue: "syntax")
        /// The format is not supported.
        public static let format = Code(rawValue: "format")
        /// No such key exists.
        public static let unknownKey = Code(rawValue: "unknown_key")
        /// The value is of another type.
        public static let wrongType = Code(rawValue: "wrong_type")
        /// The value is of the right type and not allowed.
        public static let invalidValue = Code(rawValue: "invalid_value")
        /// A key that has to be there is missing.
        public static let missingKey = Code(rawValue: "missing_key")
        /// Two settings contradict each other.
        public static let conflict = Code(rawValue: "conflict")
        /// An environment variable that the file uses is not set.
        public static let missingVariable = Code(rawValue: "missing_variable")
        /// An `$include` cannot be followed.
        public static let include = Code(rawValue: "include")
        /// A secret reference cannot be resolved.
        public static let secret = Code(rawValue: "secret")
        /// The setting would leave the gateway open.
        public static let insecure = Code(rawValue: "insecure")
        /// The key is known and does nothing in this version.
        public static let notAvailable = Code(rawValue: "not_available")
        /// The key has another name.
        public static let alias = Code(rawValue: "alias")

        /// The kind as text.
        public var description: String { self.rawValue }
    }

    /// The kind of problem.
    public var code: Code
    /// The value it is about; `nil` when it is about a whole file.
    public var path: JSONPath?
    /// Where that value was set.
    public var origin: ConfigurationOrigin
    /// What is wrong and what to do.
    public var message: String

    /// Makes a problem.
    public init(_ code: Code, path: JSONPath?, origin: ConfigurationOrigin, message: String) {
        self.code = code
        self.path = path
        self.origin = origin
        self.message = message
    }
}

extension ConfigurationProblem: CustomStringConvertible {
    /// `place: path: message`.
    public var description: String {
        var text = self.origin == .default ? "" : "\(self.origin): "
        if let path, !path.steps.isEmpty { text += "\(path): " }
        return text + self.message
    }
}
