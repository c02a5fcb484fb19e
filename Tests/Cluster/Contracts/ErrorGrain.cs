namespace ShuffleOrleans.Tests.Cluster.Contracts;

internal sealed class ErrorGrain(ILocalSiloDetails silo) : Grain, IErrorGrain
{
    public const string Message = "Job 1 is not registered: register it again.";

    public Task<SiloAddress> PlaceAsync() => Task.FromResult(silo.SiloAddress);

    public Task ThrowAsync(ThrownError error) => throw error switch
    {
        ThrownError.Typed => new ShuffleException(ShuffleErrorCode.JobNotFound, Message, new ForeignException("The cause.")),
        ThrownError.Derived => new DerivedShuffleException(ShuffleErrorCode.JobNotFound, Message),
        _ => new ForeignException(Message),
    };

    public async Task<CaughtError> CatchAsync(string other, ThrownError error)
    {
        try
        {
            await GrainFactory.GetGrain<IErrorGrain>(other).ThrowAsync(error);
        }
        catch (ShuffleException exception)
        {
            return new CaughtError(nameof(ShuffleException), exception.Code, exception.Message);
        }

        throw new InvalidOperationException("The other grain has not thrown.");
    }
}
