using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.DataPlane.Storage.Quarantine;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>
/// What lies where in one partition attempt, wherever it stands. At most one index for each I/O thread is read at a time. Thread-safe. Owned by the
/// inspection.
/// </summary>
internal sealed class PartitionLayouts(InspectedParts parts)
{
    /// <returns>Null if the worker has nothing of it.</returns>
    public async Task<PartitionLayout?> FindAsync(LayoutRequest request, CancellationToken cancellation)
    {
        if (parts.Store.Inspect(request.Attempt) is not var (attempt, kept))
        {
            return Quarantined(request.Attempt);
        }

        if (attempt.Receipt is null)
        {
            return Writing(attempt, request);
        }

        if (kept is not null)
        {
            return WithRegions(Empty(attempt, StoredIn.Memory) with { FileBytes = attempt.Receipt.Value.FrameBytes }, kept.Index, attempt, request);
        }

        try
        {
            return await DirectoryRead<PartitionLayout>.RunAsync(attempt.Directory, () => Stored(attempt, request), cancellation);
        }
        catch (ShuffleException e) when (e.Code is ShuffleErrorCode.PartitionNotFound or ShuffleErrorCode.PartitionCorrupt)
        {
            // Released in between, or found damaged by this very look.
            return Quarantined(request.Attempt);
        }
    }

    // On an I/O thread.
    private PartitionLayout Stored(StoredAttempt attempt, LayoutRequest request)
    {
        PartitionLayout file = Empty(attempt, StoredIn.File) with
        {
            Directory = attempt.Directory.Device.Description,
            FileName = PartitionFileName.Of(attempt.Id),
            FileBytes = attempt.FileBytes,
        };
        if (attempt.Contribution is null)
        {
            RegionIndex index = StoredIndexes.OfMap(parts.Store, attempt);
            return WithRegions(file with { Sections = FileSections.OfCommitted(attempt.FileBytes, index.Length) }, index, attempt, request);
        }

        ContributionIndex contribution = StoredIndexes.OfContribution(parts.Store, attempt);
        SubpartitionSums sums = RegionPages.SumsOf(contribution, attempt.SubpartitionCount);
        return file with
        {
            Sections = FileSections.OfCommitted(attempt.FileBytes, contribution.Length),
            SubpartitionBytes = sums.Bytes,
            SubpartitionFrames = sums.Frames,
            RegionCount = contribution.Pieces.Length,
            Skip = request.Skip,
            Regions = RegionPages.Of(contribution, request.Skip, request.Take),
        };
    }

    // Between its commit or abort and now its channel may have gone: then nothing is known of it for this moment but that it is there.
    private PartitionLayout Writing(StoredAttempt attempt, LayoutRequest request)
    {
        PartitionLayout layout = Empty(attempt, StoredIn.Writing);
        WriteChannel? channel = parts.Server.Connections.Select(connection => connection.WriterOf(attempt.Id)).FirstOrDefault(found => found is not null);
        if (channel is null)
        {
            return layout;
        }

        WriterProgress progress = channel.InspectWriter();
        if (progress.FileBytes > 0)
        {
            layout = layout with
            {
                Directory = attempt.Directory.Device.Description,
                FileName = PartitionFileName.PartialOf(attempt.Id),
                FileBytes = progress.FileBytes,
                Sections = FileSections.OfPartial(progress.FileBytes),
            };
        }

        return WithRegions(layout with { Receipt = FrameTable.Totals(progress.Index.Frames) with { RegionCount = progress.Index.Regions.Length } },
            progress.Index, attempt, request);
    }

    private PartitionLayout? Quarantined(PartitionAttemptId attempt)
    {
        QuarantinedPartition? file = parts.Quarantine.Kept.LastOrDefault(file => file.Attempt == attempt);
        return file is null ? null : Empty(attempt, StoredIn.Quarantine) with
        {
            Directory = file.Directory,
            FileName = file.File,
            FileBytes = file.Bytes,
            Detail = file.Reason,
        };
    }

    private static PartitionLayout WithRegions(PartitionLayout layout, RegionIndex index, StoredAttempt attempt, LayoutRequest request)
    {
        SubpartitionSums sums = RegionPages.SumsOf(index, attempt.SubpartitionCount);
        return layout with
        {
            SubpartitionBytes = sums.Bytes,
            SubpartitionFrames = sums.Frames,
            RegionCount = index.Regions.Length,
            Skip = request.Skip,
            Regions = RegionPages.Of(index, request.Skip, request.Take),
        };
    }

    private PartitionLayout Empty(StoredAttempt attempt, StoredIn storedIn) => Empty(attempt.Id, storedIn) with { Receipt = attempt.Receipt };

    private PartitionLayout Empty(PartitionAttemptId attempt, StoredIn storedIn) => new(
        parts.Server.Identity.Worker,
        attempt.Attempt,
        attempt.Epoch,
        storedIn,
        "",
        "",
        0,
        [],
        null,
        [],
        [],
        0,
        0,
        [],
        [.. parts.Server.Connections.SelectMany(connection => connection.InspectReaders(attempt)).Take(InspectionLimits.PageItems)],
        attempt.Partition.Kind == DataPartitionKind.Reduce,
        "");
}
