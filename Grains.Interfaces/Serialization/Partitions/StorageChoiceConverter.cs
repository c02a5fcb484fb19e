using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Grains.Interfaces.Serialization.Partitions;

/// <summary>How a <see cref="StorageChoice"/> crosses.</summary>
[RegisterConverter]
internal sealed class StorageChoiceConverter : IConverter<StorageChoice, StorageChoiceConverter.Surrogate>
{
    public StorageChoice ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Durability, surrogate.PreferredDiskKind);

    public Surrogate ConvertToSurrogate(in StorageChoice value) =>
        new(value.Durability, value.PreferredDiskKind);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate([property: Id(0)] Durability Durability, [property: Id(1)] DiskKind? PreferredDiskKind);
}
