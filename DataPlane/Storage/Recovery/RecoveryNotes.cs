using ShuffleOrleans.DataPlane.Storage.Directories;

namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>What is written down about one directory while its files are looked at. Thread-safe.</summary>
internal sealed class RecoveryNotes(DataDirectory directory)
{
    private const int MaxFiles = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<RecoveryOutcome, int> _counts = [];
    private readonly List<RecoveredFile> _files = [];
    private long _recoveredBytes;

    public DataDirectory Directory { get; } = directory;

    /// <summary>Empty folders that were deleted.</summary>
    public int RemovedFolders { get; set; }

    /// <summary>Why not everything could be looked at.</summary>
    public string? Failure { get; set; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; set; }

    public void AddRecovered(long bytes)
    {
        lock (_lock)
        {
            Count(RecoveryOutcome.Recovered);
            _recoveredBytes += bytes;
        }
    }

    public void AddRemovedPartial()
    {
        lock (_lock)
        {
            Count(RecoveryOutcome.PartialRemoved);
        }
    }

    public void Add(string name, RecoveryOutcome outcome, string reason)
    {
        lock (_lock)
        {
            Count(outcome);
            if (_files.Count < MaxFiles)
            {
                _files.Add(new RecoveredFile(name, outcome, reason));
            }
        }
    }

    public DirectoryRecovery ToReport()
    {
        lock (_lock)
        {
            return new DirectoryRecovery(Directory.Device.Description, _counts, _recoveredBytes, _files, RemovedFolders, Failure, Duration);
        }
    }

    private void Count(RecoveryOutcome outcome) => _counts[outcome] = _counts.GetValueOrDefault(outcome) + 1;
}
