using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Grains.Interfaces.Serialization.Workers;

/// <summary>How a <see cref="DiskLoad"/> crosses.</summary>
[RegisterConverter]
internal sealed class DiskLoadConverter : IConverter<DiskLoad, DiskLoadConverter.Surrogate>
{
    public DiskLoad ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Directory, surrogate.Kind, surrogate.UsableBytes, surrogate.StoredBytes, surrogate.Healthy)
        {
            State = surrogate.State,
            Reason = surrogate.Reason,
        };

    public Surrogate ConvertToSurrogate(in DiskLoad value) =>
        new(value.Directory, value.Kind, value.UsableBytes, value.StoredBytes, value.Healthy, value.State, value.Reason);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] string Directory,
        [property: Id(1)] DiskKind Kind,
        [property: Id(2)] long UsableBytes,
        [property: Id(3)] long StoredBytes,
        [property: Id(4)] bool Healthy,
        [property: Id(5)] DiskState State,
        [property: Id(6)] string Reason);
}
