namespace ShuffleOrleans.Protocol.Errors;

/// <summary>Whose fault an error is: whom a retry should leave out, and whom an operator should look at.</summary>
public enum ShuffleErrorBlame
{
    /// <summary>Nobody: an expected end.</summary>
    Nobody,

    /// <summary>The side that sent the request.</summary>
    Caller,

    /// <summary>The worker process.</summary>
    Worker,

    /// <summary>A disk of the worker.</summary>
    Disk,

    /// <summary>The network between the two, or a flipped bit on the way.</summary>
    Network,

    /// <summary>The control plane.</summary>
    ControlPlane,
}
