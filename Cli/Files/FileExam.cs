using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.DataPlane.Storage.Format;

namespace ShuffleOrleans.Cli.Files;

/// <summary>Looks at files and at directories of them, of a worker that is stopped. Only reads.</summary>
/// <param name="dataDirectories">More data directories of the worker, where files of one data set may lie.</param>
internal sealed class FileExam(IReadOnlyList<string> dataDirectories)
{
    private const string IdentityFile = "worker.id";

    private readonly List<FileReport> _reports = [];
    private readonly List<string> _notes = [];

    public FileReports Run(IReadOnlyList<string> paths)
    {
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
            {
                LookIntoDirectory(path);
            }
            else if (File.Exists(path))
            {
                LookAtFile(StoredPath.Of(path));
            }
            else
            {
                throw new MisuseException($"There is no file or directory {path}.");
            }
        }

        return new FileReports(_reports, _reports.Count(report => report.DamageCount > 0), _notes);
    }

    private void LookIntoDirectory(string directory)
    {
        string identity = Path.Combine(directory, IdentityFile);
        if (File.Exists(identity))
        {
            _notes.Add($"{directory} belongs to worker {File.ReadAllText(identity).Trim()}.");
        }

        int foreign = 0;
        EnumerationOptions all = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        foreach (string file in Directory.EnumerateFiles(directory, "*", all).Order(StringComparer.Ordinal))
        {
            StoredPath path = StoredPath.Of(file);
            if (path.NamesAttempt)
            {
                _reports.Add(PartitionFileExam.Run(path, FoldersOf(path)));
            }
            else if (path.ReduceFile is { } id)
            {
                // Their frames are looked at with the contributions that they belong to.
                _reports.Add(FramesFileExam.Run(path, id, [], withFrames: false));
            }
            else if (!Path.GetFileName(file).StartsWith("worker.", StringComparison.Ordinal))
            {
                foreign++;
            }
        }

        if (foreign > 0)
        {
            _notes.Add($"{foreign} files in {directory} have names that no worker gives; they were left alone.");
        }
    }

    private void LookAtFile(StoredPath path)
    {
        if (path.ReduceFile is { } id)
        {
            _reports.Add(FramesFileExam.Run(path, id, FoldersOf(path), withFrames: true));
        }
        else if (path.NamesAttempt || LooksStored(path.Path))
        {
            _reports.Add(PartitionFileExam.Run(path, FoldersOf(path)));
        }
        else
        {
            throw new MisuseException(
                $"{path.Path} is no file of a shuffle worker: neither its name (JOB/DATASET/map-INDEX-aATTEMPT-eEPOCH.shuffle) "
                + "nor its first or last bytes say so.");
        }
    }

    // A file that was copied out of its folder says itself what it holds.
    private static bool LooksStored(string path)
    {
        using StoredBytes file = new(path);
        return file.Read(0, 8).SequenceEqual("SHUFMAP1"u8)
            || (file.Length >= PartitionFileFooter.Length
                && PartitionFileFooter.HasMagic(file.Read(file.Length - PartitionFileFooter.Length, PartitionFileFooter.Length)));
    }

    // JOB/DATASET of each data directory; the file's own comes first.
    private List<string> FoldersOf(StoredPath path)
    {
        string dataSet = Path.GetFileName(path.Folder);
        string job = Path.GetFileName(Path.GetDirectoryName(path.Folder) ?? "");
        return [.. dataDirectories.Select(
            directory => Path.Combine(Path.GetFullPath(directory), job, dataSet)).Where(Directory.Exists).Prepend(path.Folder).Distinct()];
    }
}
