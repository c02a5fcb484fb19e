using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Format;

namespace ShuffleOrleans.DataPlane.Storage.Recovery;

/// <summary>
/// What a new process makes of the files it finds: each is told apart by its name and handed to the handler of its kind; what no handler knows is left alone.
/// A file that cannot be opened or read costs that file, a directory that cannot be listed costs that directory, and neither the start. Used once, before the
/// first channel.
/// </summary>
internal sealed partial class StorageRecovery
{
    private readonly DataDirectorySet _directories;
    private readonly OrderedDictionary<StoredFileKind, IStoredFileHandler> _handlers = [];
    private readonly RecoveryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <param name="directories">Where to look.</param>
    /// <param name="handlers">One for each kind of file; they finish in this order.</param>
    /// <param name="options">How.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where the report goes.</param>
    public StorageRecovery(
        DataDirectorySet directories, IEnumerable<IStoredFileHandler> handlers, RecoveryOptions options, TimeProvider time, ILogger logger)
    {
        _directories = directories;
        foreach (IStoredFileHandler handler in handlers)
        {
            _handlers.Add(handler.Kind, handler);
        }

        _options = options;
        _time = time;
        _logger = logger;
    }

    /// <summary>Looks through all directories, side by side. Blocking.</summary>
    public RecoveryReport Run()
    {
        long start = _time.GetTimestamp();
        RecoveryNotes[] notes = [.. _directories.All.Select(directory => new RecoveryNotes(directory))];
        Parallel.ForEach(notes, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, notes.Length) }, Look);
        bool isComplete = notes.All(directory => directory.Failure is null);
        foreach (IStoredFileHandler handler in _handlers.Values)
        {
            handler.Finish(isComplete);
        }

        RecoveryReport report = new([.. notes.Select(Conclude)], _time.GetElapsedTime(start));
        foreach (DirectoryRecovery directory in report.Directories)
        {
            Log(directory);
        }

        return report;
    }

    private void Look(RecoveryNotes notes)
    {
        long start = _time.GetTimestamp();
        try
        {
            Parallel.ForEach(
                notes.Directory.Device.List(),
                new ParallelOptions { MaxDegreeOfParallelism = _options.ThreadsPerDirectory },
                name => Look(StoredFileName.Of(name), notes));
        }
        catch (Exception e) when (ListingFailure(e) is not null)
        {
            // What was listed before stays recovered. A listing is not watched by the device.
            if (BlamesDisk(e))
            {
                notes.Directory.OnFailed(ListingFailure(e)!);
            }

            notes.Failure = ListingFailure(e);
        }

        notes.Duration = _time.GetElapsedTime(start);
    }

    private void Look(in StoredFileName file, RecoveryNotes notes)
    {
        if (_handlers.TryGetValue(file.Kind, out IStoredFileHandler? handler))
        {
            handler.Look(file, notes);
        }
        else if (file.Kind != StoredFileKind.WorkerFile)
        {
            notes.Add(file.Name, RecoveryOutcome.Foreign, "No file of this worker.");
        }
    }

    private static DirectoryRecovery Conclude(RecoveryNotes notes)
    {
        try
        {
            notes.RemovedFolders = notes.Directory.Device.DeleteEmptyFolders(PartitionFileName.IsFolder);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            notes.Failure ??= e.Message;
        }

        notes.Directory.RefreshFreeBytes();
        return notes.ToReport();
    }

    // The loop wraps what the listing throws; handlers throw nothing that a disk does.
    private static string? ListingFailure(Exception error) => error switch
    {
        AggregateException many => many.InnerExceptions.All(DiskFailure.Is) ? many.InnerExceptions[0].Message : null,
        _ => DiskFailure.Is(error) ? error.Message : null,
    };

    private static bool BlamesDisk(Exception error) =>
        error is AggregateException many ? many.InnerExceptions.Any(DiskFailure.BlamesDisk) : DiskFailure.BlamesDisk(error);
}
