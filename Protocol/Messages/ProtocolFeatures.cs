namespace ShuffleOrleans.Protocol.Messages;

/// <summary>Optional abilities, negotiated by the hello: what both sides name is in force on the connection. Unknown bits are ignored.</summary>
[Flags]
public enum ProtocolFeatures : ulong
{
    /// <summary>Nothing optional.</summary>
    None = 0,

    /// <summary>The client tells to which span of a trace its channels belong: <see cref="TraceContextMessage"/>.</summary>
    TraceContext = 1,
}
