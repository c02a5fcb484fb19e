namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>An error that means more on its own side than elsewhere, with a cause that cannot cross.</summary>
internal sealed class DerivedShuffleException(ShuffleErrorCode code, string message) : ShuffleException(code, message, new ForeignException(message));
