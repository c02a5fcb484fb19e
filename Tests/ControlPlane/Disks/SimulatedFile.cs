using ShuffleOrleans.ControlPlane.Journal;

namespace ShuffleOrleans.Tests.ControlPlane.Disks;

/// <summary>A file of a <see cref="SimulatedDisk"/>, changed under the disk's lock.</summary>
internal sealed class SimulatedFile(SimulatedDisk disk) : IJournalFile
{
    private int _flushedLength;

    public List<byte> Bytes { get; } = [];

    public void Append(ReadOnlySpan<byte> bytes)
    {
        foreach (byte next in bytes)
        {
            byte written = next;
            disk.Step(() => Bytes.Add(written));
        }
    }

    public void Flush() => disk.Step(() => _flushedLength = Bytes.Count);

    public void Cut(int length)
        => disk.Step(() =>
        {
            Bytes.RemoveRange(length, Bytes.Count - length);
            _flushedLength = Math.Min(_flushedLength, length);
        });

    public SimulatedFile Survivor(SimulatedDisk on, Random random)
    {
        SimulatedFile survivor = new(on);
        survivor.Bytes.AddRange(Bytes.Take(_flushedLength + random.Next(Bytes.Count - _flushedLength + 1)));
        for (int i = survivor.Bytes.Count - random.Next(512); i < survivor.Bytes.Count; i++)
        {
            if (i >= _flushedLength)
            {
                survivor.Bytes[i] = random.Next(2) == 0 ? (byte)0 : (byte)random.Next(256);
            }
        }

        survivor._flushedLength = survivor.Bytes.Count;
        return survivor;
    }

    public void Dispose()
    {
    }
}
