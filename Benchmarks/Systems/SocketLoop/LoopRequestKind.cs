namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>What a request of the loop asks for.</summary>
internal enum LoopRequestKind
{
    /// <summary>Take a producer's bytes: a table of lengths by consumer follows, then the bytes in that order.</summary>
    Write,

    /// <summary>Give a consumer's bytes.</summary>
    Read,

    /// <summary>Forget an exchange.</summary>
    Drop,
}
