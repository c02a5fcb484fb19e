namespace ShuffleOrleans.Cli.Service;

/// <summary>Nobody answers, or not in time.</summary>
internal sealed class ServiceUnreachableException(Uri service, string reason, Exception? inner = null)
    : Exception($"{service} does not answer: {reason} Is the service running, and --service its address?", inner);
