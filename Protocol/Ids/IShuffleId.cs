namespace ShuffleOrleans.Protocol.Ids;

/// <summary>What all 128-bit ids share, so that text, wire and JSON forms are written once.</summary>
/// <typeparam name="TSelf">The id type itself.</typeparam>
public interface IShuffleId<TSelf> : IParsable<TSelf>
    where TSelf : struct, IShuffleId<TSelf>
{
    /// <summary>The 128 bits.</summary>
    Guid Value { get; }

    /// <summary>Makes an id of these 128 bits.</summary>
    static abstract TSelf FromGuid(Guid value);
}
