namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>Throws what it is told to, or calls one that does and says what it caught.</summary>
[Alias("test.IErrorGrain")]
public interface IErrorGrain : IGrainWithStringKey
{
    [Alias("Place")]
    Task<SiloAddress> PlaceAsync();

    [Alias("Throw")]
    Task ThrowAsync(ThrownError error);

    [Alias("Catch")]
    Task<CaughtError> CatchAsync(string other, ThrownError error);
}
