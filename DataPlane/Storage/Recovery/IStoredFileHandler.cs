using ShuffleOrleans.DataPlane.Storage.Format;

namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>What a start does with the files of one kind. Each kind has a handler of its own; files of a kind without one are left alone.</summary>
internal interface IStoredFileHandler
{
    StoredFileKind Kind { get; }

    /// <summary>
    /// Looks at one file, on one of several threads. Whatever the disk does costs this file only: it is noted, not thrown.
    /// </summary>
    void Look(in StoredFileName file, RecoveryNotes notes);

    /// <summary>Every file that could be listed was looked at. On one thread.</summary>
    /// <param name="isComplete">Whether every directory could be listed to its end.</param>
    void Finish(bool isComplete);
}
