using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Api;

/// <summary>The task that owns writers and gates (FLIP-31: ShuffleIOOwnerContext).</summary>
/// <param name="Job">Its job.</param>
/// <param name="OwnerName">Its name, for logs and errors.</param>
/// <param name="Attempt">Its attempt, from 0.</param>
public sealed record ShuffleIOOwnerContext(JobId Job, string OwnerName, int Attempt);
