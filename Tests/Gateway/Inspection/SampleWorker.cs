using System.Collections.Concurrent;
using System.Threading.Channels;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.Gateway.Inspection;

/// <summary>A worker's inside with every field set, so that one that is lost on the way shows. Notes what it is asked.</summary>
internal sealed class SampleWorker : IWorkerInspection
{
    private static readonly DateTimeOffset At = new(2026, 2, 3, 4, 5, 6, 789, TimeSpan.Zero);

    private readonly Channel<object> _questions = System.Threading.Channels.Channel.CreateUnbounded<object>();

    public static WorkerRegistration Registration => new(
        Samples.Worker,
        Samples.Incarnation,
        "worker-1",
        40123,
        "rack-1",
        new WorkerLoad([new DiskLoad("/data/a", DiskKind.Ssd, 1L << 40, 0, Healthy: true)], 1 << 30, 1 << 20, 3, 4, AcceptsWrites: true),
        []);

    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public ConcurrentQueue<object> Asked { get; } = [];

    /// <summary>Ends with the next question, of those that nobody has waited for.</summary>
    public Task NextQuestionAsync() => _questions.Reader.ReadAsync().AsTask();

    private static LedgerState Ledger => new(
        1 << 30,
        65536,
        1,
        2,
        3,
        [new LedgerHolder(HolderKind.WriteChannel, "a", Samples.Job, Samples.DataSet, 1, 2, 3, 4, 5)],
        1,
        [new LedgerWaiter(HolderKind.Kept, "b", 6, 7.5, "free memory")],
        1);

    private static OpenChannel Channel => new(
        ChannelDirection.Read, 7, "c", "127.0.0.1:9", At, Samples.Job, Samples.DataSet, DataPartitionKind.Map, 0, 0, 1, 0,
        4, 10, 20, 30, 40, 50, 60, Blocker.SlowReader, 1.5);

    private static Verification Check => new(
        Samples.Worker, Samples.Job, Samples.DataSet, 0, 0, 1, At, CheckOutcome.Damaged, 5, 6, 0.5, "frame 4 is flipped", CheckOrigin.Operator);

    public ValueTask<WorkerInside> InspectAsync(CancellationToken cancellation) => AnswerAsync(
        "inspect",
        new WorkerInside(
            At, [new OpenConnection("c", "127.0.0.1:9", ConnectionRole.Reader, At, 1, 2, 3, 4.5)],
            1, 100, 200, 300, 1000, 2000, 10, 20, 1, 5, 100, 2, 3, 1, 9,
            [new InspectedDisk("/data/a", DiskKind.Ssd, DiskState.Slow, "late", 1, 2, 3, 4, 5, 6, At)], Ledger, new RecoveryFigures(1, 2, 3, 4.5)));

    public ValueTask<ChannelPage> ListChannelsAsync(ChannelQuery query, CancellationToken cancellation)
        => AnswerAsync(query, new ChannelPage([Channel], 1, query.Skip));

    public ValueTask<LedgerState> InspectLedgerAsync(LedgerQuery query, CancellationToken cancellation) => AnswerAsync(query, Ledger);

    public ValueTask<PartitionLayout?> FindLayoutAsync(LayoutRequest request, CancellationToken cancellation) => AnswerAsync<PartitionLayout?>(
        request,
        request.Attempt.Partition.PartitionIndex > 0
            ? null
            : new PartitionLayout(
                Samples.Worker, 0, request.Attempt.Epoch, StoredIn.File, "/data/a", "p.data", 100, [new LayoutSection(SectionKind.Header, 0, 32)],
                Samples.Receipt,
                [1, 2, 3, 4], [1, 1, 1, 1], 1, 0, [new LayoutRegion(0, 32, 60, 4, false, [new LayoutRun(0, 32, 10, 1)])],
                [new LayoutReader("127.0.0.1:9", 0, 4, 32, 10, 60, Blocker.NoCredit)], false, "detail"));

    public ValueTask<MatrixPart> SumMatrixAsync(MatrixRequest request, CancellationToken cancellation) => AnswerAsync(
        request,
        new MatrixPart(
            request.Rows,
            request.Columns,
            [.. Enumerable.Range(1, request.Rows * request.Columns).Select(value => (long)value)],
            [.. Enumerable.Range(1, request.Subpartitions).Select(value => (long)value * 10)],
            2,
            1));

    public ValueTask<WaitList> ListWaitsAsync(WaitQuery query, CancellationToken cancellation) => AnswerAsync(
        query,
        new WaitList([new Wait(Blocker.DiskQueue, 2.5, "why", Samples.Worker, Samples.Job, Samples.DataSet, 0, 0, ChannelDirection.Write, "0-3")], 1));

    public ValueTask<Verification> VerifyAsync(PartitionAttemptId attempt, CancellationToken cancellation) => AnswerAsync(attempt, Check);

    public ValueTask<CheckList> ListChecksAsync(CheckQuery query, CancellationToken cancellation) => AnswerAsync(query, new CheckList([Check], 1));

    public async ValueTask ExcludeDirectoryAsync(DirectoryExclusion change, CancellationToken cancellation)
    {
        await AnswerAsync(change, true);
        RequireKnown(change.Directory);
    }

    public async ValueTask IncludeDirectoryAsync(DirectoryInclusion change, CancellationToken cancellation)
    {
        await AnswerAsync(change, true);
        RequireKnown(change.Directory);
    }

    private static void RequireKnown(string directory)
    {
        if (directory != "/data/a")
        {
            throw new ShuffleException(ShuffleErrorCode.InvalidRequest, $"There is no directory {directory}.");
        }
    }

    private async ValueTask<T> AnswerAsync<T>(object question, T answer)
    {
        Asked.Enqueue(question);
        Assert.True(_questions.Writer.TryWrite(question));
        await Before();
        return answer;
    }
}
