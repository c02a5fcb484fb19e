using System.Buffers.Binary;

namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>Collects the records of one reducer in memory and sorts them by key. Costs 16 + 4 bytes beside each record.</summary>
internal sealed class RecordSorter(int expectedCount)
{
    private readonly RecordArena _arena = new();
    private SortEntry[] _entries = new SortEntry[Math.Max(16, expectedCount)];

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<byte> record)
    {
        if (record.Length < TeraRecord.LeastGiantBytes)
        {
            throw new InvalidDataException($"A record of {record.Length} bytes arrived; the shortest that was sent has {TeraRecord.LeastGiantBytes}.");
        }

        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, (int)Math.Min(Array.MaxLength, _entries.Length * 3L / 2));
        }

        ulong prefix = BinaryPrimitives.ReadUInt64BigEndian(record);
        ushort tail = BinaryPrimitives.ReadUInt16BigEndian(record[sizeof(ulong)..]);
        _entries[Count++] = SortEntry.Of(prefix, tail, _arena.Add(record));
    }

    public void Sort() => _entries.AsSpan(0, Count).Sort();

    /// <summary>The record at a rank, once sorted.</summary>
    public ReadOnlySpan<byte> this[int rank] => _arena.Get(_entries[rank].Location);
}
