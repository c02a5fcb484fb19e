namespace ShuffleOrleans.Cli.Invocation;

/// <summary>The command line asks for something that makes no sense; its message says what to do instead.</summary>
internal sealed class MisuseException(string message) : Exception(message);
