using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Scrubbing;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>
/// Shows a worker's inside. Copies what stands and holds no lock of the worker while it sorts and words it; what lies on a disk is read on that disk's I/O
/// threads. Holds no resource: after the worker's end it says what is left.
/// </summary>
internal sealed class WorkerInspection : IWorkerInspection
{
    private readonly InspectedParts _parts;
    private readonly InsideView _inside;
    private readonly PartitionLayouts _layouts;
    private readonly MatrixSums _matrix;

    public WorkerInspection(InspectedParts parts)
    {
        _parts = parts;
        _inside = new InsideView(parts);
        _layouts = new PartitionLayouts(parts);
        _matrix = new MatrixSums(parts.Store);
    }

    public ValueTask<WorkerInside> InspectAsync(CancellationToken cancellation) => ValueTask.FromResult(_inside.Look());

    public ValueTask<ChannelPage> ListChannelsAsync(ChannelQuery query, CancellationToken cancellation)
    {
        Requests.RequirePage(query.Skip, query.Take);
        return ValueTask.FromResult(ChannelSelection.Select(Channels().Select(channel => channel.Answer), query));
    }

    public ValueTask<LedgerState> InspectLedgerAsync(LedgerQuery query, CancellationToken cancellation)
    {
        Requests.RequireTake(query.Take);
        return ValueTask.FromResult(_parts.Ledger.Inspect(query.Take));
    }

    public async ValueTask<PartitionLayout?> FindLayoutAsync(LayoutRequest request, CancellationToken cancellation)
    {
        Requests.RequirePage(request.Skip, request.Take);
        return await _layouts.FindAsync(request, cancellation);
    }

    public async ValueTask<MatrixPart> SumMatrixAsync(MatrixRequest request, CancellationToken cancellation)
    {
        Requests.RequireMatrix(request);
        return await _matrix.SumAsync(request, cancellation);
    }

    public ValueTask<WaitList> ListWaitsAsync(WaitQuery query, CancellationToken cancellation)
    {
        Requests.RequireTake(query.Take);
        InspectedChannel[] waiting = [.. Channels()
            .Where(channel => channel.Answer.Waiting != Blocker.None && (query.Job is null || channel.Answer.Job == query.Job))
            .OrderByDescending(channel => channel.Answer.WaitingSeconds)];
        WaitWords words = new(_parts.Server.Identity.Worker, _parts.Ledger.Inspect(1));
        return ValueTask.FromResult(new WaitList([.. waiting.Take(query.Take).Select(words.Of)], waiting.Length));
    }

    public async ValueTask<Verification> VerifyAsync(PartitionAttemptId attempt, CancellationToken cancellation)
    {
        long start = _parts.Time.GetTimestamp();
        VerificationResult result = await _parts.Scrubber.VerifyNowAsync(attempt, CheckOrigin.Operator).WaitAsync(cancellation);
        bool isInMemory = result.Outcome == VerificationOutcome.NotStored && _parts.Store.Inspect(attempt)?.Kept is not null;
        Verification answer = Answer(
            new FinishedCheck(attempt, result, _parts.Time.GetUtcNow(), _parts.Time.GetElapsedTime(start), CheckOrigin.Operator));
        return isInMemory ? answer with { Outcome = CheckOutcome.InMemory } : answer;
    }

    public ValueTask<CheckList> ListChecksAsync(CheckQuery query, CancellationToken cancellation)
    {
        Requests.RequireTake(query.Take);
        FinishedCheck[] selected = [.. _parts.Scrubber.Checks.Newest.Where(check => IsSelected(check.Attempt.Partition, query))];
        return ValueTask.FromResult(new CheckList([.. selected.Take(query.Take).Select(Answer)], selected.Length));
    }

    public ValueTask ExcludeDirectoryAsync(DirectoryExclusion change, CancellationToken cancellation)
    {
        Requests.RequireReason(change.Reason);
        Named(change.Directory).Exclude(change.Reason);
        return default;
    }

    public ValueTask IncludeDirectoryAsync(DirectoryInclusion change, CancellationToken cancellation)
    {
        Named(change.Directory).Include();
        return default;
    }

    private IEnumerable<InspectedChannel> Channels() => _parts.Server.Connections.SelectMany(connection => connection.InspectChannels());

    private DataDirectory Named(string path)
    {
        Requests.RequireDirectory(path);
        return _parts.Store.Directories.Named(path);
    }

    private Verification Answer(FinishedCheck check)
    {
        DataPartitionId partition = check.Attempt.Partition;
        return new Verification(
            _parts.Server.Identity.Worker,
            partition.Job,
            partition.DataSet,
            partition.PartitionIndex,
            check.Attempt.Attempt,
            check.Attempt.Epoch,
            check.At,
            OutcomeOf(check.Result.Outcome),
            check.Result.Frames,
            check.Result.Bytes,
            check.Took.TotalSeconds,
            check.Result.Detail,
            check.By);
    }

    private static bool IsSelected(DataPartitionId partition, CheckQuery query) =>
        (query.Job is null || partition.Job == query.Job)
        && (query.DataSet is null || partition.DataSet == query.DataSet)
        && (query.Index is null || partition.PartitionIndex == query.Index);

    private static CheckOutcome OutcomeOf(VerificationOutcome outcome) => outcome switch
    {
        VerificationOutcome.Sound => CheckOutcome.Intact,
        VerificationOutcome.Damaged => CheckOutcome.Damaged,
        VerificationOutcome.Gone => CheckOutcome.Gone,
        VerificationOutcome.Unreadable => CheckOutcome.Unreadable,
        VerificationOutcome.Released => CheckOutcome.Released,
        VerificationOutcome.Busy => CheckOutcome.Busy,
        VerificationOutcome.Stopping => CheckOutcome.Stopping,
        _ => CheckOutcome.NotStored,
    };
}
