using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.DataPlane.Storage.Reduce;

/// <summary>
/// The files of a data set's reduce partitions on this worker. Lives from its first contribution, being written or committed, to the end of its last one; then
/// its files are deleted. Thread-safe. Owned by <see cref="ReduceDataSets"/>.
/// </summary>
internal sealed class ReduceDataSet
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, List<ReduceFile>> _files = [];
    private readonly DataDirectorySet _directories;
    private readonly ReduceHandles _handles;
    private readonly AppendMemory? _memory;
    private readonly Func<int> _nextOrdinal;

    public ReduceDataSet(
        JobId job, DataSetId id, DataDirectorySet directories, ReduceHandles handles, AppendMemory? memory, CommitGroup commits, Func<int> nextOrdinal)
    {
        Job = job;
        Id = id;
        _directories = directories;
        _handles = handles;
        _memory = memory;
        Commits = commits;
        _nextOrdinal = nextOrdinal;
    }

    public JobId Job { get; }

    public DataSetId Id { get; }

    /// <summary>Which of its contributions commit together.</summary>
    public CommitGroup Commits { get; }

    /// <summary>How many contributions it has. The registry's.</summary>
    public int Contributions { get; set; }

    /// <summary>Whether there may be files of it in a directory that could not be listed. Set at the start only.</summary>
    public bool HasFilesOutOfSight { get; set; }

    /// <summary>A file that an earlier process left.</summary>
    public void AddFound(ReduceFileId id, DataDirectory directory, long length)
    {
        lock (_lock)
        {
            FilesOf(id.Subpartition).Add(ReduceFile.Found(id, directory, _handles, length));
        }
    }

    /// <summary>
    /// The file to append a subpartition's frames to, opened for one more user: the present one, or a new one where there is none, it is damaged, or its disk
    /// takes no more. Blocking.
    /// </summary>
    /// <exception cref="ShuffleException"><see cref="ShuffleErrorCode.DiskFull"/>: no directory takes partitions.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public ReduceFile OpenToAppend(int subpartition, DiskKind? preferred)
    {
        lock (_lock)
        {
            List<ReduceFile> files = FilesOf(subpartition);
            if (files is [.., { TakesMore: true, Directory.TakesPartitions: true } present] && TryOpen(present))
            {
                return present;
            }

            DataDirectory directory = _directories.Choose(preferred)
                ?? throw new ShuffleException(_directories.Refusal, _directories.WhyNoneTakesPartitions());
            ReduceFile made = Create(new ReduceFileId(Job, Id, subpartition, _nextOrdinal()), directory);
            files.Add(made);
            return made;
        }
    }

    /// <summary>The file a piece lies in; null if it is not here.</summary>
    public ReduceFile? Find(int subpartition, int ordinal)
    {
        lock (_lock)
        {
            return _files.GetValueOrDefault(subpartition)?.Find(file => file.Ordinal == ordinal);
        }
    }

    /// <summary>The file a piece lies in.</summary>
    /// <exception cref="FileNotFoundException">It is not here.</exception>
    /// <exception cref="IOException">It is not here now, but may be there at the next start.</exception>
    public ReduceFile Get(in ContributionPiece piece)
    {
        if (Find(piece.Subpartition, piece.FileOrdinal) is ReduceFile file)
        {
            return file;
        }

        string missing = $"File {piece.FileOrdinal} of reduce partition {piece.Subpartition} is not in the data directories";
        throw HasFilesOutOfSight
            ? new IOException($"{missing} that could be listed at the start; the next start looks again.")
            : new FileNotFoundException($"{missing}.");
    }

    /// <summary>The last contribution has gone: deletes every file. Blocking. What cannot be deleted is found by the next start.</summary>
    /// <param name="failed">Hears of each file that could not be deleted.</param>
    public void DeleteFiles(Action<ReduceFile, Exception> failed)
    {
        ReduceFile[] files;
        lock (_lock)
        {
            files = [.. _files.Values.SelectMany(files => files)];
            _files.Clear();
        }

        foreach (ReduceFile file in files)
        {
            try
            {
                file.Delete();
            }
            catch (Exception e) when (DiskFailure.Is(e))
            {
                failed(file, e);
            }
        }
    }

    /// <summary>The store ends: no memory stays behind.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            foreach (ReduceFile file in _files.Values.SelectMany(files => files))
            {
                file.Abandon();
            }
        }
    }

    // What was in a damaged file is for its readers to find out; nothing more goes into it.
    private static bool TryOpen(ReduceFile file)
    {
        try
        {
            file.Open();
            return true;
        }
        catch (Exception e) when (ReduceFile.IsDamage(e))
        {
            file.Retire();
            return false;
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw file.Directory.Refused(e);
        }
    }

    private ReduceFile Create(ReduceFileId id, DataDirectory directory)
    {
        try
        {
            return ReduceFile.Create(id, directory, _handles, _memory);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw directory.Refused(e);
        }
    }

    private List<ReduceFile> FilesOf(int subpartition)
    {
        if (!_files.TryGetValue(subpartition, out List<ReduceFile>? files))
        {
            _files.Add(subpartition, files = []);
        }

        return files;
    }
}
