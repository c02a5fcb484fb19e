namespace ShuffleOrleans.Client.Api;

/// <summary>A piece of the record stream of one subpartition, or one event of the engine (Flink: BufferOrEvent).</summary>
/// <param name="Buffer">The bytes. The receiver disposes it.</param>
/// <param name="IsEvent">Whether the buffer is one whole event.</param>
/// <param name="ChannelIndex">From which input channel.</param>
/// <param name="Subpartition">Of which subpartition. What was broadcast is delivered once for each subpartition in the gate's range.</param>
public readonly record struct BufferOrEvent(NetworkBuffer Buffer, bool IsEvent, int ChannelIndex, int Subpartition);
