// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What a client sees of an answer while it comes.
public enum ChatProgress: Sendable, Hashable {
    /// More words.
    case delta(String)
    /// The words so far are withdrawn; these stand instead.
    case replacement(String)
    /// A tool has started (`start`), or ended (`result`).
    case tool(name: String, phase: String)
}
