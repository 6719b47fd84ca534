// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// Every key of the configuration with what there is to say about it, for the documentation and the command line.
package enum ConfigurationReference {
    /// One key.
    package struct Row: Sendable {
        /// The path as people write it, `[]` for elements and `<name>` for names of one's own.
        package var path: String
        /// The key.
        package var key: ConfigurationKey

        /// What may be written there.
        package var type: String { self.key.shape.words }
        /// The default as JSON text; empty when there is none.
        package var defaultText: String { self.key.defaultValue.map { "\($0)" } ?? "" }
        /// What a change takes, or that the key does nothing yet.
        package var change: String { self.key.isAvailable ? self.key.reload.rawValue : "no effect yet" }
    }

    /// The keys that hold values, depth first, in the order of the schema.
    package static let rows: [Row] = {
        var rows: [Row] = []
        func walk(_ keys: [ConfigurationKey], _ prefix: String) {
            for key in keys {
                let path = prefix.isEmpty ? key.name : "\(prefix).\(key.name)"
                visit(key, key.shape, path)
            }
        }
        func visit(_ key: ConfigurationKey, _ shape: ConfigurationShape, _ path: String) {
            switch shape {
            case .value: rows.append(Row(path: path, key: key))
            case .object(let inner): walk(inner, path)
            case .list(.value): rows.append(Row(path: path, key: key))
            case .list(let element): visit(key, element, "\(path)[]")
            case .map(_, .value): rows.append(Row(path: path, key: key))
            case .map(_, .list(.value)): rows.append(Row(path: path, key: key))
            case .map(_, let element): visit(key, element, "\(path).<name>")
            }
        }
        walk(Configuration.schema.keys, "")
        return rows
    }()

    /// The keys as Markdown: a table per top-level section.
    package static var markdown: String {
        var text = ""
        for section in Configuration.schema.keys {
            let own = self.rows.filter { row in
                row.path == section.name || row.path.hasPrefix(section.name + ".") || row.path.hasPrefix(section.name + "[")
            }
            text += "### `\(section.name)`\n\n\(section.summary)\n\n"
            text += "| key | what it does | value | default | set by | change |\n|---|---|---|---|---|---|\n"
            for row in own {
                let setters = row.key.environment.map { "`\($0)`" } + (row.key.flag.map { ["`\($0)`"] } ?? [])
                let cells = [
                    "`\(row.path)`", row.key.summary, row.type,
                    row.key.isRequired ? "required" : row.defaultText.isEmpty ? "" : "`\(row.defaultText)`",
                    setters.joined(separator: ", "), row.change,
                ]
                text += "| \(cells.map(self.escaped).joined(separator: " | ")) |\n"
            }
            let aliases = own.filter { !$0.key.aliases.isEmpty }
            if !aliases.isEmpty {
                let words = aliases.map { row in "\(row.key.aliases.map { "`\($0)`" }.joined(separator: ", ")) for `\(row.path)`" }
                text += "\nAlso accepted: \(words.joined(separator: "; ")).\n"
            }
            text += "\n"
        }
        text += "### Other places\n\nThese are moved, with a note, to where the schema has them.\n\n| written as | read as |\n|---|---|\n"
        for move in Configuration.movedKeys { text += "| `\(move.old)` | `\(move.new)` |\n" }
        return text
    }

    private static func escaped(_ cell: String) -> String {
        cell.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}
