namespace ShuffleOrleans.Client.Api;

/// <summary>What a shuffle environment needs to know of its task executor (FLIP-31: ShuffleEnvironmentContext).</summary>
/// <param name="ExecutorId">Name of the executor, for logs and local resources.</param>
/// <param name="HostName">Its host name or address.</param>
public sealed record ShuffleEnvironmentContext(string ExecutorId, string HostName);
