using ShuffleOrleans.DataPlane.Storage.Format;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>
/// One look at everything that is stored of a partition attempt: opened for itself, so that what lies on the disk is looked at, then read piece by piece. Used
/// on
/// one I/O thread at a time; whoever made it disposes it. Disk errors come as they are.
/// </summary>
internal interface IStoredContent : IDisposable
{
    /// <summary>Whether every byte was read. After <see cref="Open"/>.</summary>
    bool IsAtEnd { get; }

    /// <summary>How many frames were found right.</summary>
    int FramesPassed { get; }

    /// <summary>Opens it and checks everything but the frames. Blocking.</summary>
    /// <param name="bytes">How many bytes it cost the disk.</param>
    /// <exception cref="Partitions.DamagedFileException">It is damaged.</exception>
    FileDamage Open(out long bytes);

    /// <summary>Reads and checks the next piece. Blocking; not at the end.</summary>
    /// <param name="buffer">For the bytes.</param>
    /// <param name="bytes">How many were read.</param>
    /// <exception cref="Partitions.DamagedFileException">It is damaged.</exception>
    FileDamage Read(Span<byte> buffer, out long bytes);

    /// <summary>What the whole says. At the end.</summary>
    FileDamage Finish();
}
