namespace ShuffleOrleans.Benchmarks.Roles;

/// <summary>What a client process is told to do.</summary>
internal enum ClientOrderKind
{
    /// <summary>Prepare an exchange.</summary>
    Begin,

    /// <summary>Run the producers.</summary>
    Write,

    /// <summary>Run the consumers.</summary>
    Read,

    /// <summary>Release the exchange.</summary>
    End,

    /// <summary>Say what the runtime has counted since the start of the process.</summary>
    Count,
}
