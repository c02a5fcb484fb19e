using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Reduce;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Storage.Partitions;

// Reading reduce partitions: the pieces of exactly the contributions that a reader names.
internal sealed partial class PartitionStore
{
    /// <summary>Which directory's threads should open this request: that of the first contribution.</summary>
    /// <exception cref="ContributionException">It cannot be read.</exception>
    public DataDirectory DirectoryOf(in OpenReduceReadMessage open)
    {
        lock (_lock)
        {
            return FindContribution(open, open.Producers[0]).Directory;
        }
    }

    /// <summary>Opens what a reader of reduce partitions wants; it disposes the files at its end. Blocking.</summary>
    /// <exception cref="ContributionException">One of the contributions cannot be read.</exception>
    public OpenReduceFiles OpenReduceRead(in OpenReduceReadMessage open)
    {
        StoredAttempt[] contributions = FindContributions(open);
        OpenReduceFiles opened = new(_pieces);
        try
        {
            for (int i = 0; i < contributions.Length; i++)
            {
                AddPieces(opened, contributions[i], open.Producers[i], open.Range);
            }

            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    // Under the lock.
    private IPartitionWriter BeginWrite(in OpenWriteMessage open, DataDirectory directory)
    {
        DataPartitionId partition = open.Attempt.Partition;
        bool isMap = partition.Kind == DataPartitionKind.Map;
        StoredAttempt attempt = new(open.Attempt, open.SubpartitionCount, directory)
        {
            Storage = open.Storage,
            Contribution = isMap ? null : new StoredContribution(_reduce.Enter(partition.Job, partition.DataSet), open.ShareIndex, open.ShareCount),
        };
        _attempts.Add(attempt);
        return isMap ? NewWriter(attempt) : new ContributionWriter(this, attempt);
    }

    private StoredAttempt[] FindContributions(in OpenReduceReadMessage open)
    {
        StoredAttempt[] found = new StoredAttempt[open.Producers.Count];
        lock (_lock)
        {
            for (int i = 0; i < found.Length; i++)
            {
                found[i] = FindContribution(open, open.Producers[i]);
            }
        }

        return found;
    }

    // Under the lock.
    private StoredAttempt FindContribution(in OpenReduceReadMessage open, ProducerTag producer)
    {
        DataPartitionId partition = new(open.Job, open.DataSet, DataPartitionKind.Reduce, producer.ProducerIndex);
        try
        {
            return _attempts.FindCommitted(new PartitionAttemptId(partition, producer.Attempt, producer.Epoch));
        }
        catch (ShuffleException e)
        {
            throw new ContributionException(producer, e);
        }
    }

    private void AddPieces(OpenReduceFiles opened, StoredAttempt attempt, ProducerTag producer, SubpartitionRange range)
    {
        SubpartitionRange share = attempt.Share;
        if (!share.Contains(range.First) || !share.Contains(range.Last))
        {
            // Never an empty answer: the reader asks the wrong worker, and another one has the data.
            throw new ShuffleException(
                ShuffleErrorCode.SubpartitionOutOfRange, $"This worker holds subpartitions {share} of {attempt.Id}, the reader asks for {range}.");
        }

        try
        {
            ContributionIndex index = IndexOf(attempt);
            FrameSeed seed = ProducerTag.SeedOf(attempt.Id.Partition.Job, attempt.Id.Partition.DataSet);
            Span<byte> tag = stackalloc byte[ProducerTag.FrameLength];
            int subpartition = -1;
            uint checksum = 0;
            ReadOnlySpan<ContributionPiece> pieces = index.PiecesIn(range);
            opened.Reserve(pieces.Length);
            foreach (ref readonly ContributionPiece piece in pieces)
            {
                if (piece.Subpartition != subpartition)
                {
                    subpartition = piece.Subpartition;
                    checksum = producer.Write(seed, subpartition, tag);
                }

                opened.Add(new ReduceStretch(FileOf(opened, attempt, index, piece), piece, index, checksum));
            }
        }
        catch (ShuffleException e)
        {
            throw new ContributionException(producer, e);
        }
    }

    private ContributionIndex IndexOf(StoredAttempt attempt)
    {
        StoredContribution contribution = attempt.Contribution!;
        if (contribution.Index is ContributionIndex known)
        {
            return known;
        }

        string name = PartitionFileName.Of(attempt.Id);
        try
        {
            using IStorageFile file = attempt.Directory.Device.Open(name);
            return contribution.Index = PartitionFileReader.ReadContribution(file, name, attempt.Id);
        }
        catch (Exception e) when (e is ShuffleException || DiskFailure.Is(e))
        {
            throw Damage.OnUnreadable(attempt, e);
        }
    }

    private ReduceFile FileOf(OpenReduceFiles opened, StoredAttempt attempt, ContributionIndex index, in ContributionPiece piece)
    {
        try
        {
            return opened.Open(attempt.Contribution!.DataSet, piece, index.LengthOf(piece));
        }
        catch (Exception e) when (ReduceFile.IsDamage(e))
        {
            throw OnDamaged(attempt, piece, e);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw new ShuffleException(DiskFailure.CodeOf(e), $"{attempt.Id} could not be read: {e.Message}", e);
        }
    }

    private ShuffleException OnDamaged(StoredAttempt attempt, in ContributionPiece piece, Exception error)
    {
        lock (_lock)
        {
            if (_attempts.Find(attempt.Id) != attempt)
            {
                // The files of a data set go after its last contribution: this reader came a moment too late.
                return new ShuffleException(ShuffleErrorCode.PartitionNotFound, $"{attempt.Id} has just been released or lost.", error);
            }
        }

        ReduceDataSet dataSet = attempt.Contribution!.DataSet;
        ReduceFile? file = dataSet.Find(piece.Subpartition, piece.FileOrdinal);
        file?.Retire();
        string name = file?.Name ?? ReduceFileName.Of(dataSet.Job, dataSet.Id, piece.Subpartition, piece.FileOrdinal);
        LogReduceFileDamaged(file?.Directory.Device.Description ?? "", name, error.Message);
        LoseAllIn(dataSet, piece, $"{name}: {error.Message}");
        return new ShuffleException(ShuffleErrorCode.PartitionCorrupt, $"{attempt.Id} is damaged: {error.Message}", error);
    }

    // A file that is gone takes with it every contribution that has frames in it: said at once, so that their producers run again together.
    private void LoseAllIn(ReduceDataSet dataSet, in ContributionPiece lost, string reason)
    {
        StoredAttempt[] contributions;
        lock (_lock)
        {
            contributions = [.. _attempts.All.Where(attempt => attempt.Receipt is not null && attempt.Contribution?.DataSet == dataSet)];
        }

        foreach (StoredAttempt attempt in contributions)
        {
            if (HasPieceIn(attempt, lost.Subpartition, lost.FileOrdinal))
            {
                Damage.Lose(attempt, isGone: false, reason);
            }
        }
    }

    private bool HasPieceIn(StoredAttempt attempt, int subpartition, int ordinal)
    {
        try
        {
            foreach (ContributionPiece piece in IndexOf(attempt).PiecesIn(SubpartitionRange.Single(subpartition)))
            {
                if (piece.FileOrdinal == ordinal)
                {
                    return true;
                }
            }

            return false;
        }
        catch (ShuffleException)
        {
            // Its own file is unreadable: it was declared lost on the way, or its disk has failed.
            return false;
        }
    }

    // The frames of a contribution that goes stay as gaps; with the last one of its data set the files go. Before the observer hears of it: then nothing is
    // left.
    private void LeaveDataSet(StoredAttempt attempt)
    {
        if (attempt.Contribution is StoredContribution { DataSet: ReduceDataSet dataSet } && _reduce.Leave(dataSet))
        {
            DeleteFiles(dataSet);
        }
    }

    private void DeleteFiles(ReduceDataSet dataSet) =>
        dataSet.DeleteFiles((file, error) => LogNotDeleted(file.Directory.Device.Description, file.Name, error.Message));
}
