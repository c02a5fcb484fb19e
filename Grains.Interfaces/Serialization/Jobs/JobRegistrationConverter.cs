namespace ShuffleOrleans.Grains.Interfaces.Serialization.Jobs;

/// <summary>How a <see cref="JobRegistration"/> crosses.</summary>
[RegisterConverter]
internal sealed class JobRegistrationConverter : IConverter<JobRegistration, JobRegistrationConverter.Surrogate>
{
    public JobRegistration ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Job, surrogate.Instance, surrogate.HeartbeatInterval, surrogate.HeartbeatTimeout, surrogate.LastEventSequence);

    public Surrogate ConvertToSurrogate(in JobRegistration value) =>
        new(value.Job, value.Instance, value.HeartbeatInterval, value.HeartbeatTimeout, value.LastEventSequence);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] JobId Job,
        [property: Id(1)] JobInstanceId Instance,
        [property: Id(2)] TimeSpan HeartbeatInterval,
        [property: Id(3)] TimeSpan HeartbeatTimeout,
        [property: Id(4)] long LastEventSequence);
}
