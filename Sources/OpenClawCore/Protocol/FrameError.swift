// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Why a frame was refused; `id` is the request's identifier when it could be read.
public struct FrameError: Error, Sendable, CustomStringConvertible {
    /// The identifier to answer with, `invalid` when unknown.
    public var id: String
    /// What is wrong and where.
    public var message: String

    /// Makes an error.
    public init(id: String = "invalid", message: String) {
        self.id = id
        self.message = message
    }

    /// The message.
    public var description: String { self.message }
}
