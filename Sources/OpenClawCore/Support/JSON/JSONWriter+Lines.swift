// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONWriter {
    /// Ends a line, so that the next value is a document of its own (JSON lines).
    mutating func endLine() {
        self.append(0x0A)
        self.needsComma = false
    }
}
