using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Worker;

/// <summary>An operator takes directories of a live worker out and back in.</summary>
public sealed class DirectoryAdministrationTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _folder = new();
    private LiveWorker _worker = null!;

    private string First => _folder.PathOf("first");

    private string Second => _folder.PathOf("second");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(First);
        Directory.CreateDirectory(Second);
        _worker = await LiveWorker.StartAsync(_folder, options => options.Storage.DataDirectories = $"[SSD]{First},[HDD]{Second}/");
    }

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ExcludedDirectory_TakesNoNewPartitions_AndServesWhatItHas()
    {
        SamplePartition before = SamplePartition.Mixed();
        await _worker.WriteAsync(before);
        Assert.StartsWith("first", Assert.Single(_folder.PartitionFiles), StringComparison.Ordinal);
        _worker.Worker.ExcludeDirectory(First, "smells of smoke");
        SamplePartition after = SamplePartition.Mixed();
        await _worker.WriteAsync(after);
        Assert.Contains(_folder.PartitionFiles, file => file.StartsWith("second", StringComparison.Ordinal));
        Assert.Equal(before.Bytes, await _worker.ReadAsync(before.Attempt, before.All));
        Assert.Equal(
            [(DiskState.Excluded, "smells of smoke", false), (DiskState.Healthy, "", true)],
            _worker.Worker.Load.Disks.Select(disk => (disk.State, disk.Reason, disk.Healthy)));
        Assert.True(_worker.Worker.Load.AcceptsWrites);
        Assert.Null(_worker.Worker.WhyNotReady);
    }

    [Fact]
    public async Task WorkerWithoutAFitDirectory_IsNotReady_AndSaysWhy_UntilOneIsIncluded()
    {
        Assert.Null(_worker.Worker.WhyNotReady);
        _worker.Worker.ExcludeDirectory(First, "smells of smoke");
        _worker.Worker.ExcludeDirectory(Second, "on fire");
        Assert.False(_worker.Worker.Load.AcceptsWrites);
        Assert.Contains($"{Second} is Excluded (on fire)", _worker.Worker.WhyNotReady, StringComparison.Ordinal);
        using (RawClient client = await _worker.GreetAsync(ConnectionDirection.Write))
        {
            await client.SayAsync(1, SamplePartition.Mixed().Open);
            await client.ExpectAsync<ChannelErrorMessage>(1);
        }

        _worker.Worker.IncludeDirectory(Second);
        Assert.Null(_worker.Worker.WhyNotReady);
        Assert.True(_worker.Worker.Load.AcceptsWrites);
        await _worker.WriteAsync(SamplePartition.Mixed());
        Assert.StartsWith("second", Assert.Single(_folder.PartitionFiles), StringComparison.Ordinal);
    }

    [Fact]
    public void DirectoryOfNobody_IsRefused()
    {
        Assert.Equal(
            ShuffleErrorCode.InvalidRequest, Assert.Throws<ShuffleException>(() => _worker.Worker.ExcludeDirectory(_folder.Path, "a mistake")).Code);
        Assert.Equal(ShuffleErrorCode.InvalidRequest, Assert.Throws<ShuffleException>(() => _worker.Worker.IncludeDirectory("elsewhere")).Code);
    }

    [Fact]
    public async Task WorkerThatNobodyHears_IsNotReady_UntilItIsHeardAgain()
    {
        Task refused = _worker.ControlPlane.RefuseReports();
        await refused.OrFail();
        Assert.Contains("control plane", _worker.Worker.WhyNotReady, StringComparison.Ordinal);
        await _worker.ControlPlane.TakeReports().OrFail();
        Assert.Null(_worker.Worker.WhyNotReady);
    }

    [Fact]
    public async Task StoppedWorker_IsNotReady()
    {
        await _worker.DisposeAsync();
        Assert.Equal("The worker is stopping.", _worker.Worker.WhyNotReady);
    }
}
