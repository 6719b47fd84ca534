// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// How a call of a node's command ended.
public typealias NodeOutcome = Result<JSONValue, NodeError>
