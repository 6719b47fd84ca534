// This source file is part of the OpenClaw for Swift project.
//
// SPDX-License-Identifier: Apache-2.0

/// An open file of a ``FileSystem``. It is closed when the last reference goes.
///
/// Safe to use from several threads; writes belong to one thread at a time.
public protocol File: AnyObject, Sendable {
    /// Writes bytes at the end and returns the offset behind them.
    ///
    /// After an error a part of the bytes may have been written; ``truncate(to:)`` removes it.
    @discardableResult
    func append(_ bytes: RawSpan) throws(FileSystemError) -> Int

    /// Writes bytes at an offset, over what is there; a gap behind the end is filled with zeros. The file was opened for ``FileOpenMode/update``.
    ///
    /// After an error a part of the bytes may have been written. Overwriting what is there already costs far less to make durable than
    /// making the file longer.
    func write(_ bytes: RawSpan, at offset: Int) throws(FileSystemError)

    /// Reads at most `count` bytes from an offset; fewer only at the end of the file.
    func read(at offset: Int, count: Int) throws(FileSystemError) -> [UInt8]

    /// The size in bytes.
    func size() throws(FileSystemError) -> Int

    /// Cuts the file off at a size.
    func truncate(to size: Int) throws(FileSystemError)

    /// Makes everything written so far durable. After an error the state of unsynchronized bytes is unknown: do not write on.
    func synchronize() throws(FileSystemError)

    /// Takes the exclusive advisory lock of the file without waiting; `false` when another holder has it.
    ///
    /// The system releases the lock when the file is closed, also when the process dies.
    func tryLock() throws(FileSystemError) -> Bool
}
