using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Client.Records;

/// <summary>
/// The bytes of one subpartition are no stream of records: they end inside a record, or a length is out of range. The bytes are as they were written,
/// so the writer is at fault and a retry cannot help.
/// </summary>
/// <param name="channelIndex">From which input channel.</param>
/// <param name="subpartition">Of which subpartition.</param>
/// <param name="message">One sentence for a person.</param>
public sealed class RecordStreamException(int channelIndex, int subpartition, string message)
    : ShuffleException(ShuffleErrorCode.MalformedMessage, message)
{
    /// <summary>From which input channel.</summary>
    public int ChannelIndex { get; } = channelIndex;

    /// <summary>Of which subpartition.</summary>
    public int Subpartition { get; } = subpartition;
}
