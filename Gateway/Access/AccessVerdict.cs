namespace ShuffleOrleans.Gateway.Access;

/// <summary>What a request may do.</summary>
internal enum AccessVerdict
{
    /// <summary>What it asks for.</summary>
    Allowed,

    /// <summary>Nothing, until it brings a token that is known.</summary>
    TokenNeeded,

    /// <summary>Read: its token is not the admin token.</summary>
    AdminNeeded,

    /// <summary>Read: there is no admin token, so nobody may change anything.</summary>
    ChangesDisabled,
}
