using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Api;

/// <summary>
/// The data of a partition is gone for good (not found, corrupt, or its worker lost): the engine runs the producer named by
/// <see cref="PartitionException.Partition"/> again.
/// </summary>
/// <param name="partition">Whose output is gone.</param>
/// <param name="code">What was found.</param>
/// <param name="message">One sentence for a person.</param>
/// <param name="innerException">The cause.</param>
public sealed class PartitionNotFoundException(ResultPartitionId partition, ShuffleErrorCode code, string message, Exception? innerException = null)
    : PartitionException(partition, code, message, innerException);
