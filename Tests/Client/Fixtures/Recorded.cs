using System.Buffers;

namespace ShuffleOrleans.Tests.Client.Fixtures;

/// <summary>What one reader of one subpartition sees, however it was cut into buffers: its bytes, and each event whole with its place among them. The
/// slow model and the observation are both one of these.</summary>
internal sealed class Recorded
{
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly List<(long Position, byte[] Bytes)> _events = [];

    public void Data(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    public void Event(ReadOnlySpan<byte> bytes) => _events.Add((_bytes.WrittenCount, bytes.ToArray()));

    public void MustEqual(Recorded actual, string what)
    {
        ReadOnlySpan<byte> expected = _bytes.WrittenSpan;
        ReadOnlySpan<byte> found = actual._bytes.WrittenSpan;
        int common = expected.CommonPrefixLength(found);
        Assert.True(common == expected.Length && common == found.Length, $"{what}: {expected.Length} bytes expected, {found.Length} came, {common} agree.");
        Assert.Equal(_events.Select(e => (e.Position, Convert.ToHexString(e.Bytes))), actual._events.Select(e => (e.Position, Convert.ToHexString(e.Bytes))));
    }
}
