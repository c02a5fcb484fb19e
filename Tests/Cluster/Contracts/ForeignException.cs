namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>An exception that Orleans has no serializer for.</summary>
internal sealed class ForeignException(string message) : Exception(message);
