namespace ShuffleOrleans.Tests.Client.Fixtures;

internal enum FaultKind
{
    /// <summary>Both directions end at once; what was forwarded before arrives, unless the reset that follows overtakes it.</summary>
    Cut,

    /// <summary>Nothing more is forwarded in this direction; nothing ends.</summary>
    Stall,

    /// <summary>One bit of this byte is flipped.</summary>
    Flip,
}
