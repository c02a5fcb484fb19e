using Orleans.Runtime.Placement;

namespace ShuffleOrleans.Tests.Cluster.Contracts;

public sealed class ErrorsAcrossSilosTests(TwoSilos silos) : IClassFixture<TwoSilos>
{
    [Theory]
    [InlineData(ThrownError.Typed)]
    [InlineData(ThrownError.Derived)]
    public async Task ShuffleException_ArrivesTypedAtAnExternalClient(ThrownError error)
    {
        IErrorGrain grain = silos.Client.GetGrain<IErrorGrain>("thrower");
        ShuffleException caught = await Assert.ThrowsAsync<ShuffleException>(() => grain.ThrowAsync(error));
        Assert.Equal(ShuffleErrorCode.JobNotFound, caught.Code);
        Assert.Equal(ErrorGrain.Message, caught.Message);
        Assert.Contains(nameof(ErrorGrain), caught.StackTrace, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ThrownError.Typed, 0)]
    [InlineData(ThrownError.Typed, 1)]
    [InlineData(ThrownError.Derived, 0)]
    [InlineData(ThrownError.Derived, 1)]
    public async Task ShuffleException_ArrivesTypedAtAGrain_OnTheSameAndOnAnotherSilo(ThrownError error, int silo)
    {
        string thrower = await PlaceAsync($"thrower of {error} for {silo}", silos.Addresses[0]);
        string catcher = await PlaceAsync($"catcher of {error} on {silo}", silos.Addresses[silo]);
        CaughtError caught = await silos.Client.GetGrain<IErrorGrain>(catcher).CatchAsync(thrower, error);
        Assert.Equal(new CaughtError(nameof(ShuffleException), ShuffleErrorCode.JobNotFound, ErrorGrain.Message), caught);
    }

    [Fact]
    public async Task ExceptionThatCannotCross_FailsItsOwnCallOnly()
    {
        IErrorGrain grain = silos.Client.GetGrain<IErrorGrain>("foreign");
        SiloAddress place = await grain.PlaceAsync();
        Exception? caught = await Record.ExceptionAsync(() => grain.ThrowAsync(ThrownError.Foreign));
        Assert.NotNull(caught);
        Assert.Equal(place, await grain.PlaceAsync());
    }

    /// <summary>Activates a grain on a silo and returns its key.</summary>
    private async Task<string> PlaceAsync(string key, SiloAddress silo)
    {
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        try
        {
            Assert.Equal(silo, await silos.Client.GetGrain<IErrorGrain>(key).PlaceAsync());
        }
        finally
        {
            RequestContext.Clear();
        }

        return key;
    }
}
