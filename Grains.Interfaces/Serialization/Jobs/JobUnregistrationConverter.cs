namespace ShuffleOrleans.Grains.Interfaces.Serialization.Jobs;

/// <summary>How a <see cref="JobUnregistration"/> crosses.</summary>
[RegisterConverter]
internal sealed class JobUnregistrationConverter : IConverter<JobUnregistration, JobUnregistrationConverter.Surrogate>
{
    public JobUnregistration ConvertFromSurrogate(in Surrogate surrogate) =>
        new(surrogate.Job, surrogate.Instance);

    public Surrogate ConvertToSurrogate(in JobUnregistration value) =>
        new(value.Job, value.Instance);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate([property: Id(0)] JobId Job, [property: Id(1)] JobInstanceId Instance);
}
