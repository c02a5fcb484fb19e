using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Storage;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Directories;

/// <summary>Checks on virtual time, of a directory with one I/O thread.</summary>
public sealed class DiskHealthCheckTests : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _folder = new();
    private readonly ManualTimeProvider _time = new();
    private readonly StorageOptions _options = new() { MinReservedBytes = 0, IoThreadsPerDirectory = 1 };
    private readonly FaultyStorageDevice _device;
    private readonly DataDirectorySet _set;
    private readonly DiskHealthCheck _check;
    private TimeSpan _sinceLastCheck;

    public DiskHealthCheckTests()
    {
        _device = new FaultyStorageDevice(_folder.Path);
        File.WriteAllText(_folder.PathOf(DirectoryProbe.FileName), "left by a process that was killed");
        _set = new DataDirectorySet([(_device, DiskKind.Ssd)], _options, _time);
        _check = new DiskHealthCheck(_set, _options, _time, NullLogger.Instance);
    }

    public static TheoryData<StorageOperation> Operations =>
        new(StorageOperation.Create, StorageOperation.Write, StorageOperation.Sync, StorageOperation.Read, StorageOperation.Delete);

    private DataDirectory Data => _set.All[0];

    public Task InitializeAsync()
    {
        _time.Advance(TimeSpan.Zero);
        return CheckMarker.ComeBackAsync(Data);
    }

    public async Task DisposeAsync()
    {
        await _check.DisposeAsync();
        _set.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FirstCheck_IsAtOnce_AndNoCheckLeavesAnythingBehind()
    {
        Assert.Equal(1, _device.CallsOf(StorageOperation.Sync));
        Assert.Empty(_device.List());
        await CheckAsync(5);
        Assert.Equal(6, _device.CallsOf(StorageOperation.Sync));
        Assert.Empty(_device.List());
        Assert.Equal(DiskState.Healthy, Data.State);
    }

    [Fact]
    public void CheckFile_IsNeverTakenForAPartition()
    {
        Assert.Equal(StoredFileKind.WorkerFile, StoredFileName.Of(DirectoryProbe.FileName).Kind);
        _device.Create(DirectoryProbe.FileName).Dispose();
        using TestStore found = new([_device]);
        Assert.Equal(0, found.Recover().Count(RecoveryOutcome.Foreign));
        Assert.Empty(found.Store.Inventory());
        Assert.Equal([DirectoryProbe.FileName], _device.List());
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task FailingDisk_IsFailedAfterOneCheck_AndHealsAfterSomeGoodOnes(StorageOperation operation)
    {
        _device.Failing = operation;
        _device.FailFrom = 1;
        await CheckAsync(1);
        Assert.Equal(DiskState.Failed, Data.State);
        Assert.Contains("Input/output error", Data.StateReason, StringComparison.Ordinal);
        _device.FailFrom = 0;
        await CheckAsync(_options.GoodHealthChecks - 1);
        Assert.Equal(DiskState.Failed, Data.State);
        await CheckAsync(1);
        Assert.Equal(DiskState.Healthy, Data.State);
        Assert.Empty(_device.List());
    }

    [Fact]
    public async Task DiskThatReturnsOtherBytes_HasFailed()
    {
        _device.Damage = bytes => bytes[^1] ^= 1;
        await CheckAsync(1);
        Assert.Equal(DiskState.Failed, Data.State);
        Assert.Contains("other bytes", Data.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FullDisk_IsNotAFailedOne()
    {
        _device.Failing = StorageOperation.Write;
        _device.FailFrom = 1;
        _device.Fault = () => new IOException("No space left on device", 28);
        await CheckAsync(5);
        Assert.Equal(DiskState.Healthy, Data.State);
    }

    [Fact]
    public async Task DiskOnWhichEverythingHangs_IsSlowAndThenFailed_AndHealsWhenItGoesOn()
    {
        using OperationGate gate = new(StorageOperation.Sync);
        _device.Before = gate.Pass;
        _time.Advance(_options.HealthCheckInterval);
        await gate.ReachedAsync();
        _time.Advance(_options.HealthCheckInterval * (_options.BadHealthChecks - 1));
        Assert.Equal(DiskState.Healthy, Data.State);
        _time.Advance(_options.HealthCheckInterval);
        Assert.Equal((DiskState.Failed, "a check has not come back for 30 s"), (Data.State, Data.StateReason));
        Assert.Equal(2, _device.CallsOf(StorageOperation.Create));
        gate.Open();
        await CheckMarker.ComeBackAsync(Data);

        // The one that hung has come back: it counts as the first good one, if a slow one.
        await CheckAsync(_options.GoodHealthChecks - 1);
        Assert.Equal(DiskState.Slow, Data.State);
        await CheckAsync(1);
        Assert.Equal(DiskState.Healthy, Data.State);
    }

    [Fact]
    public async Task SlowChecks_MakeItSlow_AndItStillServes()
    {
        for (int check = 1; check <= _options.BadHealthChecks; check++)
        {
            Assert.Equal(DiskState.Healthy, Data.State);
            await CheckSlowlyAsync();
        }

        Assert.Equal((DiskState.Slow, "operations took 3 s"), (Data.State, Data.StateReason));
        Assert.True(Data.TakesPartitions);
        await CheckAsync(_options.GoodHealthChecks);
        Assert.Equal(DiskState.Healthy, Data.State);
    }

    [Fact]
    public async Task SlowOperations_CountLikeSlowChecks()
    {
        for (int check = 1; check <= _options.BadHealthChecks; check++)
        {
            Assert.Equal(DiskState.Healthy, Data.State);
            using OperationGate gate = new(StorageOperation.Rename);
            _device.Before = gate.Pass;
            _device.Create("a").Dispose();
            Task rename = Task.Run(() => Data.Device.Rename("a", "b"));
            await gate.ReachedAsync();
            _time.Advance(_sinceLastCheck = TimeSpan.FromSeconds(3));
            gate.Open();
            await rename.OrFail();
            _device.Delete("b");
            await CheckAsync(1);
        }

        Assert.Equal(DiskState.Slow, Data.State);
    }

    [Fact]
    public async Task StoppedCheck_ChecksNoMore()
    {
        await _check.DisposeAsync();
        int before = _device.CallsOf(StorageOperation.Sync);
        _time.Advance(_options.HealthCheckInterval * 3);
        await CheckMarker.ComeBackAsync(Data);
        Assert.Equal(before, _device.CallsOf(StorageOperation.Sync));
    }

    private async Task CheckAsync(int times)
    {
        for (; times > 0; times--)
        {
            AdvanceToTheNextCheck();
            await CheckMarker.ComeBackAsync(Data);
        }
    }

    private void AdvanceToTheNextCheck()
    {
        _time.Advance(_options.HealthCheckInterval - _sinceLastCheck);
        _sinceLastCheck = TimeSpan.Zero;
    }

    private async Task CheckSlowlyAsync()
    {
        using OperationGate gate = new(StorageOperation.Sync);
        _device.Before = gate.Pass;
        AdvanceToTheNextCheck();
        await gate.ReachedAsync();
        _time.Advance(_sinceLastCheck = TimeSpan.FromSeconds(3));
        gate.Open();
        await CheckMarker.ComeBackAsync(Data);
        _device.Before = null;
    }
}
