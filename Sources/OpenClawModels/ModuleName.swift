// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// The module's name, for logs and diagnostics.
package let openClawModelsModuleName = "OpenClawModels"
