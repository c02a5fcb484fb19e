namespace ShuffleOrleans.Cli.Events;

/// <summary>One message of a stream of server-sent events.</summary>
/// <param name="Type">Its event field; "message" without one.</param>
/// <param name="Id">The last id that was sent up to it; null before any.</param>
/// <param name="Data">Its data lines.</param>
internal readonly record struct StreamMessage(string Type, string? Id, string Data);
