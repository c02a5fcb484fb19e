using ShuffleOrleans.DataPlane.Memory;

namespace ShuffleOrleans.DataPlane.Storage.InMemory;

/// <summary>Some units of a packed buffer that lie together. Owned by whoever took it, who gives it back to the <see cref="KeptMemory"/>.</summary>
/// <param name="Home">The buffer.</param>
/// <param name="FirstUnit">The first unit.</param>
/// <param name="UnitCount">How many.</param>
internal readonly record struct PackedPiece(PackedBuffer Home, int FirstUnit, int UnitCount)
{
    public LedgerBuffer Buffer => Home.Buffer;

    public int Offset => FirstUnit * Home.UnitBytes;

    public int Length => UnitCount * Home.UnitBytes;
}
