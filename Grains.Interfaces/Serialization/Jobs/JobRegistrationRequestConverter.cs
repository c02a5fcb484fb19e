using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Grains.Interfaces.Serialization.Jobs;

/// <summary>How a <see cref="JobRegistrationRequest"/> crosses.</summary>
[RegisterConverter]
internal sealed class JobRegistrationRequestConverter : IConverter<JobRegistrationRequest, JobRegistrationRequestConverter.Surrogate>
{
    public JobRegistrationRequest ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Job, surrogate.Instance, surrogate.Name, surrogate.AssignmentStrategy, surrogate.HeartbeatTimeout, surrogate.Storage);

    public Surrogate ConvertToSurrogate(in JobRegistrationRequest value) =>
        new(value.Job, value.Instance, value.Name, value.AssignmentStrategy, value.HeartbeatTimeout, value.Storage);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] JobId Job,
        [property: Id(1)] JobInstanceId Instance,
        [property: Id(2)] string Name,
        [property: Id(3)] string? AssignmentStrategy,
        [property: Id(4)] TimeSpan? HeartbeatTimeout,
        [property: Id(5)] StorageChoice Storage);
}
