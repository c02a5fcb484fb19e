namespace ShuffleOrleans.DataPlane.Storage.Directories;

/// <summary>A stretch of a file that a reader waits for.</summary>
internal interface IDiskRead
{
    /// <summary>Which file: orders the files of a directory roughly as they lie on the disk.</summary>
    long Place { get; }

    /// <summary>First byte. Place and offset stay the same while it waits.</summary>
    long Offset { get; }

    /// <summary>Brings the bytes into memory. Blocking; called once, on an I/O thread.</summary>
    /// <exception cref="IOException">The disk failed to read.</exception>
    void Load();

    /// <summary>The load has ended; null if the bytes are there. Called once, on an I/O thread.</summary>
    void OnLoaded(Exception? error);
}
