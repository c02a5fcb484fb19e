namespace ShuffleOrleans.Tests.Protocol.Golden;

/// <summary>One preamble or message of a golden file.</summary>
/// <param name="Direction">'&gt;' from the client, '&lt;' from the worker.</param>
/// <param name="Name">The message type's name, or Preamble.</param>
/// <param name="Hex">Its bytes.</param>
internal sealed record GoldenEntry(char Direction, string Name, string Hex);
