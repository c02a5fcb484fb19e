using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Browser.Scene;

/// <summary>What one producer writes.</summary>
/// <param name="DataSet">The data set that it is part of.</param>
/// <param name="Kind">The kind of its partitions.</param>
/// <param name="Index">Which producer.</param>
/// <param name="SubpartitionCount">How many consumers there are.</param>
/// <param name="RecordCount">How many records.</param>
/// <param name="HotSubpartition">Gets every second record; null for a data set without a hot key.</param>
internal sealed record ScriptedOutput(DataSetId DataSet, DataPartitionKind Kind, int Index, int SubpartitionCount, int RecordCount, int? HotSubpartition = null)
{
    private const int RecordBytes = 8000;

    /// <summary>Its records, in order.</summary>
    public IEnumerable<(int Subpartition, byte[] Record)> Records()
    {
        Random random = new(Index);
        for (int i = 0; i < RecordCount; i++)
        {
            byte[] record = new byte[RecordBytes];
            random.NextBytes(record);
            yield return (HotSubpartition is int hot && i % 2 == 0 ? hot : random.Next(SubpartitionCount), record);
        }
    }
}
