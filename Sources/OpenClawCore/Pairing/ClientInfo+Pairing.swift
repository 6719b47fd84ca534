// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension ClientInfo {
    /// The client's labels as pairing lists show them.
    func addLabels(to object: inout JSONObject) {
        object["displayName"] = self.displayName.map { .string($0) }
        object["platform"] = .string(self.platform)
        object["version"] = .string(self.version)
        object["deviceFamily"] = self.deviceFamily.map { .string($0) }
        object["modelIdentifier"] = self.modelIdentifier.map { .string($0) }
    }

    /// Reads the labels back; `nil` when those that must be there are not.
    init?(labels json: JSONValue) {
        guard let id = json["clientId"]?.stringValue, let mode = json["clientMode"]?.stringValue,
            let platform = json["platform"]?.stringValue
        else { return nil }
        self.init(
            id: id,
            version: json["version"]?.stringValue ?? "",
            platform: platform,
            mode: mode,
            displayName: json["displayName"]?.stringValue,
            deviceFamily: json["deviceFamily"]?.stringValue,
            modelIdentifier: json["modelIdentifier"]?.stringValue
        )
    }
}
