using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Frames;

namespace ShuffleOrleans.Client.Gates;

/// <summary>What one producer's attempt has put into reduce partitions, as a gate was told of it.</summary>
/// <param name="ChannelIndex">The producer's place in the gate.</param>
/// <param name="Descriptor">The attempt, and where it is.</param>
internal readonly record struct Contribution(int ChannelIndex, StoredShuffleDescriptor Descriptor)
{
    /// <summary>How its frames are marked in the reduce partitions.</summary>
    public ProducerTag Tag => ProducerTag.Of(Descriptor.Allocation.Attempt);
}
