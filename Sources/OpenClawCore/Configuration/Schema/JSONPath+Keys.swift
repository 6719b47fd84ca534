// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension JSONPath {
    /// A path of keys alone.
    package static func keys(_ keys: String...) -> JSONPath { JSONPath(keys.map(Step.key)) }
}
