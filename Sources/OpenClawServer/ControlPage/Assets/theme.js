// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

// Runs before the first paint, so that a chosen theme never flashes the other one.
"use strict";
try {
    const theme = localStorage.getItem("openclaw.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
    // Storage can be blocked; the system theme applies then.
}
