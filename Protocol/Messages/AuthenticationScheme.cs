namespace ShuffleOrleans.Protocol.Messages;

/// <summary>How the client proves who it is, in the hello. The place is kept for tokens; no worker of version 1 asks for one.</summary>
public enum AuthenticationScheme : byte
{
    /// <summary>No credentials.</summary>
    None = 0,

    /// <summary>A bearer token, as bytes.</summary>
    Token = 1,
}
