using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Grains.Calls;
using ShuffleOrleans.Grains.Inspection.Questions;
using ShuffleOrleans.Grains.Interfaces.Inspection;
using ShuffleOrleans.Grains.Interfaces.Workers;
using ShuffleOrleans.Grains.Settings;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Grains.Workers;

/// <summary>
/// Beside the worker of each silo: carries wishes of the control plane to the worker, lets it bring its inventory now and then, and tells the directory of
/// workers when membership declares a silo dead. Knows nothing that would be missed with it. Orleans starts and stops it with the silo; its methods and
/// loops run in its own turns.
/// </summary>
internal sealed partial class WorkerAgent : GrainService, IWorkerAgent
{
    // The directory looks for itself every second: this only makes it quicker, and brings it to life where it is not.
    private const int MaxTries = 5;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly LocalWorker _worker;
    private readonly IGrainFactory _grains;
    private readonly IClusterMembershipService _membership;
    private readonly TimeSpan _inventoryInterval;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private Task _loops = Task.CompletedTask;

    public WorkerAgent(
        GrainId id,
        Silo silo,
        ILoggerFactory loggers,
        LocalWorker worker,
        IGrainFactory grains,
        IClusterMembershipService membership,
        IOptions<ClusterControlPlaneOptions> options,
        TimeProvider time)
        : base(id, silo, loggers)
    {
        _worker = worker;
        _grains = grains;
        _membership = membership;
        _inventoryInterval = options.Value.InventoryInterval;
        _time = time;
        _logger = loggers.CreateLogger<WorkerAgent>();
    }

    public Task ReportNowAsync()
    {
        _worker.ReportNow();
        return Task.CompletedTask;
    }

    public Task RegisterAnewAsync()
    {
        _worker.RegisterAnew();
        return Task.CompletedTask;
    }

    public async Task<InspectionDocument> AskAsync(
        WorkerId worker, string question, InspectionDocument request, CancellationToken cancellationToken)
    {
        IWorkerInspection inspection = _worker.Find(worker) ?? throw new ShuffleException(
            ShuffleErrorCode.ControlPlaneUnavailable, $"silo {Silo} does not show it: it has ended or moved");
        // Not in the turns of this service: a walk through many channels would hold up the wishes of the control plane.
        return await Task.Run(() => AskedWorker.AnswerAsync(inspection, question, request, cancellationToken), cancellationToken);
    }

    public override async Task Stop()
    {
        await base.Stop();
        await _loops;
    }

    protected override async Task StartInBackground()
    {
        await base.StartInBackground();
        CancellationToken stopping = StoppedCancellationTokenSource.Token;
        _loops = Task.WhenAll(UntilStoppedAsync(() => WatchMembershipAsync(stopping)), UntilStoppedAsync(() => BringInventoriesAsync(stopping)));
    }

    private async Task WatchMembershipAsync(CancellationToken stopping)
    {
        ClusterMembershipSnapshot? last = null;
        await foreach (ClusterMembershipSnapshot now in _membership.MembershipUpdates.WithCancellation(stopping))
        {
            // The first view counts as well: silos may have died while there was no directory.
            ClusterMembershipUpdate update = last is null ? now.AsUpdate() : now.CreateUpdate(last);
            last = now;
            if (update.Changes.Any(member => member.Status == SiloStatus.Dead))
            {
                await TellDirectoryAsync(stopping);
            }
        }
    }

    private async Task TellDirectoryAsync(CancellationToken stopping)
    {
        for (int attempt = 1; attempt <= MaxTries; attempt++)
        {
            try
            {
                // The silo's end does not wait for an answer.
                await GrainCalls.AnswerAsync(_grains.GetGrain<IWorkerDirectoryGrain>(0).CheckSilosAsync(stopping)).WaitAsync(stopping);
                return;
            }
            catch (ShuffleException e)
            {
                LogDirectoryNotTold(attempt, MaxTries, e);
            }

            await Task.Delay(RetryPause, _time, stopping);
        }
    }

    private async Task BringInventoriesAsync(CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(_inventoryInterval, _time, stopping);
            _worker.RegisterAnew();
        }
    }

    private async Task UntilStoppedAsync(Func<Task> loop)
    {
        try
        {
            await loop();
        }
        catch (OperationCanceledException) when (StoppedCancellationTokenSource.IsCancellationRequested)
        {
            // The silo stops.
        }
        catch (Exception e)
        {
            LogBug(e);
        }
    }
}
