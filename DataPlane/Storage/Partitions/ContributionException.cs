using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

/// <summary>One of the contributions that a reader named cannot be read.</summary>
/// <param name="producer">Which.</param>
/// <param name="reason">Why.</param>
internal sealed class ContributionException(ProducerTag producer, ShuffleException reason) : ShuffleException(reason.Code, reason.Message, reason)
{
    public ProducerTag Producer { get; } = producer;
}
