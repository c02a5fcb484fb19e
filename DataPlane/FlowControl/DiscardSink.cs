namespace ShuffleOrleans.DataPlane.FlowControl;

/// <summary>Swallows the data of channels that have ended while it was on its way. One a connection.</summary>
internal sealed class DiscardSink : IDataSink
{
    private readonly byte[] _scratch = GC.AllocateUninitializedArray<byte>(16 * 1024, pinned: true);

    public int GetPlaces(Span<Memory<byte>> places, int bytes)
    {
        places[0] = _scratch.AsMemory(0, Math.Min(bytes, _scratch.Length));
        return 1;
    }

    public void Advance(int bytes)
    {
        // Nobody wants them.
    }

    public void EndBody()
    {
        // Nor to know that it is over.
    }
}
