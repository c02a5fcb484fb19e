using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.Protocol.Inspection.Answers;

/// <summary>One partition: its attempts, what happened to them, who writes and reads them now, and how checks of them ended.</summary>
/// <param name="Job">The job.</param>
/// <param name="DataSet">The data set.</param>
/// <param name="Kind">Map or reduce.</param>
/// <param name="Index">Index of the producer, from 0.</param>
/// <param name="Attempts">Its attempts, the oldest allocation first.</param>
/// <param name="Events">The newest events about it, oldest first.</param>
/// <param name="Channels">Who writes or reads it now; of a contribution also reads that go over many producers.</param>
/// <param name="Checks">Checks that its workers remember, newest first.</param>
/// <param name="Missing">Workers that did not answer: their channels and checks are not there.</param>
public sealed record PartitionDetail(
    JobId Job,
    DataSetId DataSet,
    DataPartitionKind Kind,
    int Index,
    IReadOnlyList<AttemptDetail> Attempts,
    IReadOnlyList<ServiceEvent> Events,
    IReadOnlyList<OpenChannel> Channels,
    IReadOnlyList<Verification> Checks,
    IReadOnlyList<MissingWorker> Missing);
