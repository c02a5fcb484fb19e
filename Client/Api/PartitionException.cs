using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Api;

/// <summary>Reading or writing one partition failed.</summary>
/// <param name="partition">Which output.</param>
/// <param name="code">What went wrong.</param>
/// <param name="message">One sentence for a person.</param>
/// <param name="innerException">The cause.</param>
public class PartitionException(ResultPartitionId partition, ShuffleErrorCode code, string message, Exception? innerException = null)
    : ShuffleException(code, message, innerException)
{
    /// <summary>Which output.</summary>
    public ResultPartitionId Partition { get; } = partition;
}
