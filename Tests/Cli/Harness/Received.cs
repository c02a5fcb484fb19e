namespace ShuffleOrleans.Tests.Cli.Harness;

/// <summary>A request as the server got it.</summary>
internal sealed record Received(string Method, string Target, string? Authorization, string? LastEventId, string Body);
