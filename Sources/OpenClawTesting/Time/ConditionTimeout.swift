// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// A condition that did not become true in time. See ``eventually(within:fileID:line:_:)``.
public struct ConditionTimeout: Error, CustomStringConvertible {
    /// How long was waited.
    public let limit: Duration

    /// The file and line that waited.
    public let location: String

    /// What was waited for, where and how long.
    public var description: String { "the condition at \(self.location) did not become true within \(self.limit)" }
}
