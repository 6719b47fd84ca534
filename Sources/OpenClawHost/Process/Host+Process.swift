// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

import OpenClawCore

#if canImport(Darwin)
    @preconcurrency import Darwin
#elseif canImport(Glibc)
    @preconcurrency import Glibc
#elseif canImport(Musl)
    @preconcurrency import Musl
#endif

extension Host {
    /// The process's own world.
    static func process() -> Host {
        let environment = Self.environmentVariables()
        return Host(
            environment: environment,
            home: environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? Self.homeOfUser() ?? "/",
            workingDirectory: Self.currentDirectory(),
            processID: Int(getpid()),
            console: Self.makeConsole(environment)
        )
    }

    /// The variables; of several entries with one name the first counts.
    private static func environmentVariables() -> [String: String] {
        var variables: [String: String] = [:]
        // `environ` is only read here, before anything else runs.
        #if canImport(Darwin)
            var entry = _NSGetEnviron().pointee
        #else
            var entry = environ
        #endif
        while let text = entry.pointee {
            let pair = String(cString: text)
            if let equals = pair.firstIndex(of: "="), equals != pair.startIndex {
                let name = String(pair[..<equals])
                if variables[name] == nil { variables[name] = String(pair[pair.index(after: equals)...]) }
            }
            entry += 1
        }
        return variables
    }

    private static func homeOfUser() -> String? {
        guard let user = getpwuid(getuid()), let directory = user.pointee.pw_dir else { return nil }
        return String(cString: directory)
    }

    private static func currentDirectory() -> String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }

    private static func makeConsole(_ environment: [String: String]) -> Console {
        let mayColour = environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
        return Console(
            isTerminal: isatty(1) == 1,
            style: ConsoleStyle(isColoured: mayColour && isatty(1) == 1),
            errorStyle: ConsoleStyle(isColoured: mayColour && isatty(2) == 1),
            output: { Self.write($0, to: 1) },
            errorOutput: { Self.write($0, to: 2) }
        )
    }

    /// Writes everything; a reader that has gone away ends the process through SIGPIPE, as it should.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while let base = buffer.baseAddress, written < buffer.count {
                let count = Self.writeOnce(descriptor, base + written, buffer.count - written)
                if count < 0, errno != EINTR, errno != EAGAIN { return }
                written += max(0, count)
            }
        }
    }

    private static func writeOnce(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
        #if canImport(Darwin)
            Darwin.write(descriptor, bytes, count)
        #elseif canImport(Glibc)
            Glibc.write(descriptor, bytes, count)
        #else
            Musl.write(descriptor, bytes, count)
        #endif
    }
}
