// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawTesting
import Testing

/// Waits until `condition` holds; a condition that never holds is an issue of the test.
func eventually(_ condition: () async -> Bool) async {
    do {
        try await OpenClawTesting.eventually(condition)
    } catch {
        Issue.record(error)
    }
}
