namespace ShuffleOrleans.Protocol.Messages;

/// <summary>Optional abilities, negotiated by the hello: what both sides name is in force on the connection. Unknown bits are ignored.</summary>
[Flags]
public enum ProtocolFeatures : ulong
{
    /// <summary>Version 1 has no optional features yet.</summary>
    None = 0,
}
