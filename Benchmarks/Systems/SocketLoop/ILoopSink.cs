namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>Takes the bytes of one producer, in order. One thread.</summary>
internal interface ILoopSink
{
    /// <summary>Writes the next bytes to their file or files.</summary>
    void Write(ReadOnlySpan<byte> bytes);
}
