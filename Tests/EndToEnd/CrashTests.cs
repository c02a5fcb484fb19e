using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Tests.EndToEnd.Processes;

namespace ShuffleOrleans.Tests.EndToEnd;

/// <summary>Processes that die without a word.</summary>
[Trait("Category", "EndToEnd")]
public sealed class CrashTests : IDisposable
{
    private static readonly ShuffleIOOwnerContext Owner = new(TestJob.Id, "task", 0);
    private readonly TestDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task ServiceKilledAndStartedAgain_StillHasWhatWasCommitted()
    {
        byte[] record = new byte[300_000];
        new Random(3).NextBytes(record);
        PartitionAllocation committed;
        await using (LiveService service = await LiveService.StartAsync(_directory))
        {
            TestJob job = await TestJob.RegisterAsync(service);
            committed = await job.AllocateAsync(0, 3);
            PartitionAllocation unfinished = await job.AllocateAsync(1, 3);
            await using RemoteShuffleEnvironment environment = NewEnvironment();
            await using IResultPartitionWriter half = await WriterAsync(environment, unfinished);
            await half.EmitRecordAsync(new byte[2_000_000], 1);
            await using (IResultPartitionWriter writer = await WriterAsync(environment, committed))
            {
                await writer.EmitRecordAsync(record, 2);
                await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
            }

            await job.WaitForAsync(PartitionEventKind.Committed, committed.Attempt);
            await service.Program.KillAsync();
        }

        await using LiveService again = await LiveService.StartAsync(_directory);
        TestJob known = await TestJob.RegisterAsync(again);
        Assert.Empty(Directory.EnumerateFiles(_directory.Path, "*.partial", SearchOption.AllDirectories));
        PartitionStatus found = Assert.Single(await known.ListAsync(), status => status.State == PartitionState.Committed);
        Assert.Equal(committed.Attempt, found.Allocation.Attempt);
        Assert.Equal(again.DataPort, found.Allocation.Locations[0].DataPort);
        Assert.Equal(record, await ReadAsync(found.Allocation, 2));
        await known.UnregisterAsync();
        await again.MustEndWithoutLeavingsAsync(_directory);
    }

    [Fact]
    public async Task FileCutByTheCrash_IsLostAndSetAside_AndItsNeighbourIsServed()
    {
        PartitionAllocation[] allocations = new PartitionAllocation[2];
        await using (LiveService service = await LiveService.StartAsync(_directory))
        {
            TestJob job = await TestJob.RegisterAsync(service);
            await using RemoteShuffleEnvironment environment = NewEnvironment();
            for (int i = 0; i < allocations.Length; i++)
            {
                allocations[i] = await job.AllocateAsync(i, 3);
                await using IResultPartitionWriter writer = await WriterAsync(environment, allocations[i]);
                await writer.EmitRecordAsync(new byte[50_000], 2);
                await writer.FinishAsync().AsTask().WaitAsync(Patience.Limit);
                await job.WaitForAsync(PartitionEventKind.Committed, allocations[i].Attempt);
            }

            await service.Program.KillAsync();
        }

        string cut = Directory.EnumerateFiles(_directory.Path, "map-0-*.shuffle", SearchOption.AllDirectories).Single();
        using (FileStream file = File.OpenWrite(cut))
        {
            file.SetLength(file.Length / 2);
        }

        await using LiveService again = await LiveService.StartAsync(_directory);
        TestJob known = await TestJob.RegisterAsync(again);
        await known.WaitForAsync(PartitionEventKind.Lost, allocations[0].Attempt);
        Assert.True(File.Exists(cut + ".corrupt"));
        PartitionStatus found = Assert.Single(await known.ListAsync(), status => status.State == PartitionState.Committed);
        Assert.Equal(allocations[1].Attempt, found.Allocation.Attempt);
        Assert.Equal(new byte[50_000], await ReadAsync(found.Allocation, 2));
    }

    [Fact]
    public async Task WriterProcessKilled_LeavesNoFileAndNoChannel()
    {
        if (!await PythonClient.IsThereAsync())
        {
            return;
        }

        // One partition is written at a time: the next finds its place only when all of the first is gone.
        await using LiveService service = await LiveService.StartAsync(_directory, "--Shuffle:Worker:Server:MaxWriteChannels", "1");
        TestJob job = await TestJob.RegisterAsync(service);
        PartitionAllocation allocation = await job.AllocateAsync(0, 3);
        await using (RunningProgram writer = PythonClient.StartHalfWrite(allocation))
        {
            Assert.Equal("half", await writer.ReadyAsync());
            await writer.KillAsync();
        }

        await job.WaitForAsync(PartitionEventKind.Failed, allocation.Attempt);
        Assert.Empty(Directory.EnumerateFiles(_directory.Path, "map-*", SearchOption.AllDirectories));
        PartitionAllocation next = await job.AllocateAsync(1, 3);
        await using RemoteShuffleEnvironment environment = NewEnvironment();
        await using IResultPartitionWriter second = await WriterAsync(environment, next);
        await second.FinishAsync().AsTask().WaitAsync(Patience.Limit);
        await job.UnregisterAsync();
        await service.MustEndWithoutLeavingsAsync(_directory);
    }

    private static RemoteShuffleEnvironment NewEnvironment() =>
        new(new RemoteShuffleOptions(), new ShuffleEnvironmentContext("executor", "127.0.0.1"), TimeProvider.System);

    private static async Task<IResultPartitionWriter> WriterAsync(RemoteShuffleEnvironment environment, PartitionAllocation allocation)
    {
        IResultPartitionWriter writer = environment.CreateResultPartitionWriters(
            Owner, [new ResultPartitionDeploymentDescriptor(TestJob.Descriptor(allocation), allocation.SubpartitionCount)])[0];
        await writer.SetupAsync().AsTask().WaitAsync(Patience.Limit);
        return writer;
    }

    private static async Task<byte[]> ReadAsync(PartitionAllocation allocation, int subpartition)
    {
        await using RemoteShuffleEnvironment environment = NewEnvironment();
        RemoteShuffleDescriptor shuffle = TestJob.Descriptor(allocation);
        await using IInputGate gate = environment.CreateInputGates(
            Owner, [new InputGateDeploymentDescriptor(shuffle.ResultPartition.DataSet, SubpartitionRange.Single(subpartition), [shuffle])])[0];
        await gate.SetupAsync();
        using MemoryStream all = new();
        while (await gate.WaitToPollAsync().AsTask().WaitAsync(Patience.Limit))
        {
            while (gate.TryPollNext(out BufferOrEvent next))
            {
                using NetworkBuffer buffer = next.Buffer;
                all.Write(buffer.Memory.Span);
            }
        }

        return all.ToArray();
    }
}
