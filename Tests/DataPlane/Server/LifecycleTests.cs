using Microsoft.AspNetCore.Connections;
using ShuffleOrleans.DataPlane.Storage.Recovery;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>What is on the disk after an end: of a write, of a partition, of a process.</summary>
public class LifecycleTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    /// <summary>Makes the host of the data plane; null for the one that comes with it.</summary>
    internal virtual Func<IConnectionListenerFactory, ConnectionDelegate, IDataPlaneHost>? Host => null;

    public void Dispose()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task CommittedPartition_SurvivesTheProcess()
    {
        SamplePartition partition = SamplePartition.Mixed();
        WorkerRegistration before;
        await using (LiveWorker first = await StartAsync())
        {
            before = first.ControlPlane.Registrations.Single();
            Assert.Empty(before.Inventory);
            await first.WriteAsync(partition);
        }

        await using LiveWorker second = await StartAsync();
        WorkerRegistration after = second.ControlPlane.Registrations.Single();
        Assert.Equal(before.Worker, after.Worker);
        Assert.NotEqual(before.Incarnation, after.Incarnation);
        Assert.Equal([new StoredPartition(partition.Attempt, partition.SubpartitionCount, partition.Receipt)], after.Inventory);
        Assert.Equal(partition.Bytes, await second.ReadAsync(partition.Attempt, partition.All));
    }

    [Fact]
    public async Task WriterThatVanishes_LeavesNothing()
    {
        SamplePartition partition = SamplePartition.OfLongFrames(40);
        await using LiveWorker worker = await StartAsync();
        using (RawClient client = await worker.GreetAsync(ConnectionDirection.Write))
        {
            RawWriter writer = new(client, 1, partition);
            await writer.OpenAsync();
            await writer.SendFramesAsync();
            Assert.Single(_directory.PartitionFiles, file => file.EndsWith(".partial", StringComparison.Ordinal));
            // In the middle of a frame, so that the worker is receiving into its memory at the end.
            await client.SendAsync(new Script().DataHeader(1, 30_000).Raw(new byte[1000]));
        }

        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
        await worker.AssertIdleAsync();
        Assert.Empty(_directory.PartitionFiles);
        Assert.Empty(_directory.Folders);
    }

    [Fact]
    public async Task AbortedWrite_LeavesNothing_AndAnotherAttemptMayFollow()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await using LiveWorker worker = await StartAsync();
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, partition.Open).Data(1, partition.Bytes).Say(1, default(AbortWriteMessage)));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.WriteAborted);
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
        Assert.Empty(_directory.PartitionFiles);
        SamplePartition again = new SamplePartition { Attempt = partition.Attempt with { Attempt = 1, Epoch = 2 } }.Region((0, 5));
        await new RawWriter(client, 2, again).WriteAllAsync();
    }

    [Fact]
    public async Task PartialFilesOfADeadProcess_AreRemovedAtStart()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await using (LiveWorker first = await StartAsync())
        {
            await first.WriteAsync(partition);
        }

        string committed = _directory.PartitionFiles.Single();
        for (int i = 0; i < 3; i++)
        {
            string left = _directory.PathOf($"{new JobId(Guid.NewGuid())}/{new DataSetId(Guid.NewGuid())}/map-{i}-a0-e1.shuffle.partial");
            Directory.CreateDirectory(Path.GetDirectoryName(left)!);
            File.Copy(_directory.PathOf(committed), left);
        }

        await using LiveWorker second = await StartAsync();
        Assert.Equal([committed], _directory.PartitionFiles);
        Assert.Equal(partition.Attempt, second.ControlPlane.Registrations.Single().Inventory.Single().Attempt);
    }

    [Fact]
    public async Task DamagedFile_IsSetAsideAtStart_AndNotOffered()
    {
        await using (LiveWorker first = await StartAsync())
        {
            await first.WriteAsync(SamplePartition.Mixed());
        }

        string file = _directory.PartitionFiles.Single();
        byte[] bytes = await File.ReadAllBytesAsync(_directory.PathOf(file));
        bytes[^3] ^= 1;
        await File.WriteAllBytesAsync(_directory.PathOf(file), bytes);
        await using LiveWorker second = await StartAsync();
        Assert.Empty(second.ControlPlane.Registrations.Single().Inventory);
        Assert.Equal([file + ".corrupt"], _directory.PartitionFiles);
    }

    [Fact]
    public async Task DamagedIndex_IsFoundByTheFirstReader_ReportedLost_AndSetAside()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await using LiveWorker worker = await StartAsync();
        await worker.WriteAsync(partition);
        string file = _directory.PartitionFiles.Single();
        byte[] bytes = await File.ReadAllBytesAsync(_directory.PathOf(file));
        bytes[128 + partition.Bytes.Length + 20] ^= 1;
        await File.WriteAllBytesAsync(_directory.PathOf(file), bytes);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        Assert.Equal(ShuffleErrorCode.PartitionCorrupt, reader.Failed[1].Code);
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Lost, partition.Attempt);
        Assert.Equal([file + ".corrupt"], _directory.PartitionFiles);
    }

    [Fact]
    public async Task ReleasedPartition_IsGoneWithItsFolders_AndASecondReleaseIsNoError()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await using LiveWorker worker = await StartAsync();
        await worker.WriteAsync(partition);
        worker.ControlPlane.OrderRelease(partition.Attempt);
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Released, partition.Attempt);
        Assert.Empty(_directory.PartitionFiles);
        Assert.Empty(_directory.Folders);

        PartitionAttemptId never = SamplePartition.NewAttempt();
        worker.ControlPlane.OrderRelease(never);
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Released, never);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndsAsync();
        Assert.Equal(ShuffleErrorCode.PartitionNotFound, reader.Failed[1].Code);
    }

    [Fact]
    public async Task ReleaseOrderedJustBeforeTheStop_IsCarriedOut()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await using (LiveWorker worker = await StartAsync())
        {
            worker.ControlPlane.OrdersAtTheEndOnly = true;
            await worker.WriteAsync(partition);
            worker.ControlPlane.OrderRelease(partition.Attempt);
            Assert.NotEmpty(_directory.PartitionFiles);
        }

        Assert.Empty(_directory.PartitionFiles);
    }

    [Fact]
    public async Task ReaderAtTheTimeOfARelease_ReadsToTheEnd()
    {
        SamplePartition partition = SamplePartition.OfLongFrames(30);
        await using LiveWorker worker = await StartAsync();
        await worker.WriteAsync(partition);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, 70_000));
        await reader.TakeAsync();
        worker.ControlPlane.OrderRelease(partition.Attempt);
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Released, partition.Attempt);
        Assert.Empty(_directory.PartitionFiles);
        await reader.GrantAsync(1, partition.Bytes.Length);
        await reader.ReadToEndsAsync();
        Assert.Equal(partition.Bytes, reader.BytesOf(1));
    }

    [Fact]
    public async Task ReleaseDuringTheWrite_RefusesTheCommit()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await using LiveWorker worker = await StartAsync();
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, partition.Open).Data(1, partition.Bytes));
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Writing, partition.Attempt);
        PartitionAttemptId other = SamplePartition.NewAttempt();
        worker.ControlPlane.OrderRelease(partition.Attempt);
        worker.ControlPlane.OrderRelease(other);
        // Orders are carried out one after the other.
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Released, other);
        await client.SayAsync(1, new FinishWriteMessage(partition.Receipt));
        await client.ExpectErrorAsync(1, ShuffleErrorCode.StaleEpoch);
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Released, partition.Attempt);
        Assert.Empty(_directory.PartitionFiles);
    }

    [Fact]
    public async Task ReleaseWhileTheWriterStandsIdle_DeletesItsFileAtOnce_AndTellsIt()
    {
        SamplePartition partition = SamplePartition.OfLongFrames(4);
        await using LiveWorker worker = await StartAsync();
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        RawWriter writer = new(client, 1, partition);
        await writer.OpenAsync();
        await writer.SendFramesAsync();
        worker.ControlPlane.OrderRelease(partition.Attempt);
        await client.ExpectErrorAsync(1, ShuffleErrorCode.StaleEpoch);
        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Released, partition.Attempt);
        Assert.Empty(_directory.PartitionFiles);
        Assert.Empty(_directory.Folders);
        Assert.Equal(0, worker.Worker.Server.OpenWriteChannels);
    }

    [Fact]
    public async Task NotFoundAndEmpty_AreTwoAnswers()
    {
        SamplePartition empty = new();
        await using LiveWorker worker = await StartAsync();
        await worker.WriteAsync(empty);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(
            new OpenReadEntry(1, empty.Attempt, empty.All, 0, 0), new OpenReadEntry(2, SamplePartition.NewAttempt(), empty.All, 0, 0));
        await reader.ReadToEndsAsync();
        Assert.Equal(0, reader.Ended[1].RangeFrameCount);
        Assert.Equal(ShuffleErrorCode.PartitionNotFound, reader.Failed[2].Code);
    }

    [Fact]
    public async Task Start_TellsWhatItFound()
    {
        SamplePartition partition = SamplePartition.Mixed();
        await using (LiveWorker first = await StartAsync())
        {
            await first.WriteAsync(partition);
            await first.WriteAsync(SamplePartition.Mixed());
            Assert.Equal(0, first.Worker.RecoveryReport.Count(RecoveryOutcome.Recovered));
        }

        string damaged = _directory.PartitionFiles.Single(file => !file.Contains(partition.Attempt.Partition.Job.ToString(), StringComparison.Ordinal));
        await File.WriteAllBytesAsync(_directory.PathOf(damaged), [1, 2, 3]);
        await using LiveWorker second = await StartAsync();
        DirectoryRecovery report = Assert.Single(second.Worker.RecoveryReport.Directories);
        Assert.Equal(1, report.Count(RecoveryOutcome.Recovered));
        Assert.Equal(new FileInfo(_directory.PathOf(_directory.PartitionFiles.Single(file => file != damaged + ".corrupt"))).Length, report.RecoveredBytes);
        Assert.Equal((damaged, RecoveryOutcome.TooShort), (Assert.Single(report.Files).Name, report.Files[0].Outcome));
        Assert.Equal(damaged + ".corrupt", Assert.Single(second.Worker.Quarantined).File);
    }

    [Fact]
    public async Task StoppingWorker_LetsOpenWritesFinish_AndTakesNoNewChannels()
    {
        SamplePartition partition = SamplePartition.Mixed();
        LiveWorker worker = await StartAsync();
        using RawClient reads = await worker.GreetAsync(ConnectionDirection.Read);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Write);
        await client.SayAsync(1, partition.Open);
        await client.SettleAsync();
        Task stopping = worker.DisposeAsync().AsTask();
        await reads.ExpectGoodbyeAsync(ShuffleErrorCode.WorkerStopping);
        await client.SayAsync(2, SamplePartition.Mixed().Open);
        await client.ExpectErrorAsync(2, ShuffleErrorCode.WorkerStopping);
        await client.SendAsync(new Script().Data(1, partition.Bytes).Say(1, new FinishWriteMessage(partition.Receipt)));
        await client.ExpectAfterGrantsAsync<WriteCommittedMessage>(1);
        await client.ExpectGoodbyeAsync(ShuffleErrorCode.WorkerStopping);
        await stopping.OrFail();
        Assert.Single(worker.ControlPlane.Leaves);
    }

    [Fact]
    public async Task StoppingWorker_TakesNoNewReads()
    {
        SamplePartition partition = SamplePartition.OfLongFrames(5);
        LiveWorker worker = await StartAsync();
        await worker.WriteAsync(partition);
        using RawClient idle = await worker.GreetAsync(ConnectionDirection.Read);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(new OpenReadEntry(1, partition.Attempt, partition.All, 0, 0));
        await reader.TakeAsync();
        Task stopping = worker.DisposeAsync().AsTask();
        await idle.ExpectGoodbyeAsync(ShuffleErrorCode.WorkerStopping);
        await reader.OpenAsync(new OpenReadEntry(2, partition.Attempt, partition.All, 0, 0));
        await reader.ReadToEndAsync(2);
        Assert.Equal(ShuffleErrorCode.WorkerStopping, reader.Failed[2].Code);
        await reader.GrantAsync(1, partition.Bytes.Length);
        await reader.ReadToEndsAsync();
        await stopping.OrFail();
    }

    [Fact]
    public async Task ControlPlaneThatIsAway_DoesNotKeepAWorkerFromStopping()
    {
        LiveWorker worker = await StartAsync();
        worker.ControlPlane.IsAway = true;
        await worker.DisposeAsync();
        await using LiveWorker next = await StartAsync();
        Assert.Equal(worker.Worker.Identity.Worker, next.Worker.Identity.Worker);
    }

    private Task<LiveWorker> StartAsync() => LiveWorker.StartAsync(_directory, host: Host);
}
