namespace ShuffleOrleans.Grains.Interfaces.Serialization.Ids;

/// <summary>How every 128-bit id crosses. <see cref="ProtocolTypes"/> registers it for each kind of id.</summary>
/// <typeparam name="TId">The id.</typeparam>
internal sealed class IdConverter<TId> : IConverter<TId, IdSurrogate>
    where TId : struct, IShuffleId<TId>
{
    public TId ConvertFromSurrogate(in IdSurrogate surrogate) => TId.FromGuid(surrogate.Value);

    public IdSurrogate ConvertToSurrogate(in TId value) => new(value.Value);
}
