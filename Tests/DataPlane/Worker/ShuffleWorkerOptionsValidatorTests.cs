using Microsoft.Extensions.Options;
using ShuffleOrleans.DataPlane.Worker;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Worker;

public sealed class ShuffleWorkerOptionsValidatorTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public static TheoryData<string, Action<ShuffleWorkerOptions>> Mistakes => new()
    {
        { "DataDirectories", options => options.Storage.DataDirectories = "" },
        { "does not exist", options => options.Storage.DataDirectories = "/no/such/directory" },
        { "[SSD] or [HDD]", options => options.Storage.DataDirectories = "[TAPE]/tmp" },
        { "twice", options => options.Storage.DataDirectories += $",{options.Storage.DataDirectories}/" },
        { "MinReservedBytes", options => options.Storage.MinReservedBytes = -1 },
        { "MaxUsableBytes", options => options.Storage.MaxUsableBytes = 0 },
        { "Storage:HealthCheckInterval", options => SetTimes(options, check: TimeSpan.FromMilliseconds(999), slow: TimeSpan.FromMilliseconds(1)) },
        { "Storage:HealthCheckInterval", options => SetTimes(options, check: TimeSpan.FromHours(1.1), slow: TimeSpan.FromSeconds(1)) },
        { "Storage:SlowDiskThreshold", options => options.Storage.SlowDiskThreshold = TimeSpan.Zero },
        { "Storage:SlowDiskThreshold", options => options.Storage.SlowDiskThreshold = options.Storage.HealthCheckInterval + TimeSpan.FromTicks(1) },
        { "BadHealthChecks", options => options.Storage.BadHealthChecks = 0 },
        { "GoodHealthChecks", options => options.Storage.GoodHealthChecks = 101 },
        { "MaxQueuedWorkPerDirectory", options => options.Storage.MaxQueuedWorkPerDirectory = 15 },
        { "MaxOpenFiles", options => options.Storage.MaxOpenFiles = 0 },
        { "MaxOpenFiles", options => options.Storage.MaxOpenFiles = 10_000_001 },
        { "Storage:MaxOpenFiles 3 is not enough", options => options.Storage.MaxOpenFiles = 3 },
        { "IoThreadsPerDirectory", options => options.Storage.IoThreadsPerDirectory = 65 },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Defaults_AreValid_WithADirectory() => Assert.True(Validate(_ => { }).Succeeded);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_IsNamed(string name, Action<ShuffleWorkerOptions> mistake)
    {
        ValidateOptionsResult result = Validate(mistake);
        Assert.True(result.Failed);
        Assert.Contains(name, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void AllMistakes_AreNamedAtOnce()
    {
        ValidateOptionsResult result = Validate(options =>
        {
            options.Storage.MaxUsableBytes = 0;
            options.Storage.GoodHealthChecks = 0;
            options.Storage.SlowDiskThreshold = TimeSpan.Zero;
        });
        Assert.Equal(3, result.Failures!.Count());
    }

    private static void SetTimes(ShuffleWorkerOptions options, TimeSpan check, TimeSpan slow)
    {
        options.Storage.HealthCheckInterval = check;
        options.Storage.SlowDiskThreshold = slow;
    }

    private ValidateOptionsResult Validate(Action<ShuffleWorkerOptions> change)
    {
        ShuffleWorkerOptions options = new();
        options.Storage.DataDirectories = _folder.Path;
        change(options);
        return new ShuffleWorkerOptionsValidator().Validate(null, options);
    }
}
