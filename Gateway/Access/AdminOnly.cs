namespace ShuffleOrleans.Gateway.Access;

/// <summary>Marks an endpoint that changes something: only who has the admin token may call it.</summary>
internal sealed class AdminOnly;
