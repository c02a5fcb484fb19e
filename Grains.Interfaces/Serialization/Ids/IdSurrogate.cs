namespace ShuffleOrleans.Grains.Interfaces.Serialization.Ids;

/// <summary>The form of every 128-bit id. Which kind of id it is says the field it stands in.</summary>
[GenerateSerializer]
[Immutable]
internal readonly record struct IdSurrogate([property: Id(0)] Guid Value);
