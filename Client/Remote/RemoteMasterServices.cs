using Microsoft.Extensions.Logging;
using ShuffleOrleans.Client.ControlPlane;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Client.Remote;

/// <summary>What all jobs of one shuffle master share.</summary>
/// <param name="ControlPlane">The control plane.</param>
/// <param name="Instance">This JobMaster process.</param>
/// <param name="Options">Validated settings.</param>
/// <param name="Schedule">The pauses after failures.</param>
/// <param name="TimeProvider">The clock.</param>
/// <param name="Loggers">Makes loggers.</param>
/// <param name="OnFatalError">Hears, from any thread and any number of times, why a job cannot go on.</param>
internal sealed record RemoteMasterServices(
    IShuffleControlPlane ControlPlane,
    JobInstanceId Instance,
    RemoteShuffleMasterOptions Options,
    RetrySchedule Schedule,
    TimeProvider TimeProvider,
    ILoggerFactory Loggers,
    Action<JobId, Exception> OnFatalError);
