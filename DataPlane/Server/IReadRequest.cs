using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>What a reader asked for: how it is opened, and how the answer is said. Immutable.</summary>
internal interface IReadRequest
{
    /// <summary>The channel it is read on.</summary>
    uint Channel { get; }

    /// <summary>Bytes the worker may send at once.</summary>
    long InitialCredit { get; }

    /// <summary>What it is, for people.</summary>
    string Description { get; }

    /// <summary>What it is, for who looks.</summary>
    ReadSubject Subject { get; }

    /// <summary>Opens it if that needs no disk. Never blocks.</summary>
    /// <returns>Null if a disk is needed: <see cref="Open"/>.</returns>
    /// <exception cref="ShuffleException">The typed reason why it cannot be read.</exception>
    OpenedRange? TryOpen();

    /// <summary>On whose I/O threads to call <see cref="Open"/>.</summary>
    /// <exception cref="ShuffleException">The typed reason why it cannot be read.</exception>
    DataDirectory OpensOn();

    /// <summary>Opens it. Blocking.</summary>
    /// <exception cref="ShuffleException">The typed reason why it cannot be read.</exception>
    OpenedRange Open();

    /// <summary>Tells the reader how much will come.</summary>
    void PostOpened(WorkerConnection connection, OpenedRange range);

    /// <summary>Tells the reader why it cannot be read.</summary>
    void PostFailed(WorkerConnection connection, ShuffleException error);

    /// <summary>The reader says that a frame came damaged. Never blocks.</summary>
    void Complain();
}
