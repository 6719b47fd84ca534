// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ConfigurationText {
    /// A value with stored secrets in the places that only show that there is one.
    static func restored(_ value: JSONValue, from stored: JSONValue) throws(MethodError) -> JSONValue {
        var result = value
        var missing: JSONPath?
        self.walk(value) { path, leaf in
            guard leaf == .string(ConfigurationRedaction.placeholder) else { return }
            if let secret = stored[path], secret != leaf {
                result = result.setting(path.steps[...], secret)
            } else {
                missing = path
            }
        }
        if let missing { throw self.rejected(missing) }
        return result
    }
}
