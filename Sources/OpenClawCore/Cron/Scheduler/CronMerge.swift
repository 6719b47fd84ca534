// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// What taking changes by hand into the scheduler has done.
struct CronMerge: Sendable, Hashable {
    var added: [String] = []
    var changed: [String] = []
    var removed: [String] = []
    /// Jobs that were changed through the gateway after the edited text was written: they stayed as they are.
    var outdated: [String] = []
    /// What is to be carried out.
    var actions: [CronAction] = []
}
