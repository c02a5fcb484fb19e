using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Tests.Client.Fixtures;

/// <summary>What must hold instead where the system has no liblz4. It says so loudly: such a run proves less.</summary>
internal static class LibraryMissing
{
    public static async Task MustBeToldAsync(RemoteShuffleOptions options)
    {
        Console.Error.WriteLine("THIS SYSTEM HAS NO LIBLZ4: compression is not tested, only that its absence is told.");
        await using RemoteShuffleEnvironment environment = new(options, new ShuffleEnvironmentContext("executor", "127.0.0.1"), TimeProvider.System);
        ShuffleException error = await Assert.ThrowsAsync<ShuffleException>(async () => await environment.StartAsync());
        Assert.Equal(ShuffleErrorCode.InvalidRequest, error.Code);
        Assert.Contains("liblz4", error.Message, StringComparison.Ordinal);
    }
}
