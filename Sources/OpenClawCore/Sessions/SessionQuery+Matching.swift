// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

extension SessionQuery {
    /// Whether every session in the archived or active set matches, so that none has to be looked at.
    var selectsBySetOnly: Bool {
        self.agentID == nil && self.label == nil && self.updatedSince == nil && SessionSearch(self.search) == nil
    }

    /// Whether a record belongs to the list; `search` is the query's, prepared once.
    func matches(_ record: SessionRecord, search: SessionSearch?) -> Bool {
        if let archived, record.isArchived != archived { return false }
        if let agentID, record.key.agentID != agentID { return false }
        if let label, record.label != label { return false }
        if let updatedSince, record.updatedAt < updatedSince { return false }
        return search?.matches(record) ?? true
    }
}
