using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.ControlPlane.Time;
using ShuffleOrleans.Grains.Inspection.Events;
using ShuffleOrleans.Grains.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Cluster.Claims;

/// <summary>
/// What a silo shows to people, here without a silo: it outlives each of them. Whoever asks for events has waited until all that was told is in the log, as in
/// the embedded control plane.
/// </summary>
internal sealed class InspectionPort : IDisposable
{
    private readonly ClusterInspection _inspection;
    private readonly InspectionCalls _calls = new();
    private readonly ServiceLogWriter _writer;
    private readonly Func<Task> _quiet;

    public InspectionPort(IGrainFactory grains, ManualTimeProvider clock, Func<Task> quiet)
    {
        _quiet = quiet;
        _writer = new ServiceLogWriter(grains, TimeProvider.System, NullLogger<ServiceLogWriter>.Instance);
        _inspection = new ClusterInspection(
            new WorkerLooks(grains, _calls),
            new JobLooks(grains, _calls),
            new PartitionLooks(grains, _calls),
            _calls,
            new ServiceLogReader(grains, TimeProvider.System),
            _writer,
            new SteadyClock(clock));
    }

    /// <summary>For questions that no event answers.</summary>
    public IServiceInspection AtOnce => _inspection;

    /// <summary>For questions that events answer.</summary>
    public async Task<IServiceInspection> SettledAsync()
    {
        await Task.WhenAll(_quiet(), _writer.QuietAsync()).WaitAsync(Patience.Limit);
        return _inspection;
    }

    public void Dispose()
    {
        _writer.Dispose();
        _calls.Dispose();
    }
}
