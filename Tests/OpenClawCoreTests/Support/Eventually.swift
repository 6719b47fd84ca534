// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Lets other tasks run until `condition` holds. A condition which never holds hangs the test, so the suites have a time limit.
func eventually(_ condition: () async -> Bool) async {
    while await !condition() { await Task.yield() }
}
