namespace ShuffleOrleans.Client.Records;

/// <summary>
/// A partition writer that can say where a record will lie, so that the record layer writes it there itself and no byte is copied twice. Beside
/// <see cref="Api.IResultPartitionWriter"/>, for those that can; used by the same task.
/// </summary>
internal interface IRecordPlaces
{
    /// <summary>Makes room for a record for one consumer; the caller fills all of it at once.</summary>
    /// <returns>False if there is no room at hand: the record is to be emitted as usual.</returns>
    bool TryReserve(int bytes, int subpartition, out Span<byte> place);
}
