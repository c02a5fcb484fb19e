using System.Text.Json;

namespace ShuffleOrleans.Samples.WordCount;

/// <summary>The files of a job, in the order of their paths. Written to the work directory once and read by every mapper, so that it may be long.</summary>
/// <param name="Files">The files.</param>
internal sealed record InputList(IReadOnlyList<InputFile> Files)
{
    public long TotalBytes => Files.Sum(file => file.Bytes);

    /// <summary>
    /// Finds the files of the given paths: files as they are, folders with all below them. Links below a folder are not followed, as in <c>find -type f</c>.
    /// </summary>
    /// <exception cref="IOException">A path does not exist or cannot be read.</exception>
    public static InputList Find(IEnumerable<string> paths)
    {
        SortedSet<string> files = new(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            files.UnionWith(FilesOf(Path.GetFullPath(path)));
        }

        return new InputList([.. files.Select(file => new InputFile(file, LengthOf(file)))]);
    }

    public static InputList Load(string path)
    {
        using FileStream file = File.OpenRead(path);
        return JsonSerializer.Deserialize(file, WordCountJson.Default.InputList)!;
    }

    public void Save(string path)
    {
        using FileStream file = File.Create(path);
        JsonSerializer.Serialize(file, this, WordCountJson.Default.InputList);
    }

    /// <summary>The share of one mapper: an equal part of all bytes, which may span many files.</summary>
    public IEnumerable<InputRange> RangesOf(int mapper, int mapperCount)
    {
        long total = TotalBytes;
        long first = (long)((Int128)total * mapper / mapperCount);
        long end = (long)((Int128)total * (mapper + 1) / mapperCount);
        long fileStart = 0;
        foreach (InputFile file in Files)
        {
            long from = Math.Max(first - fileStart, 0);
            long to = Math.Min(end - fileStart, file.Bytes);
            if (from < to)
            {
                yield return new InputRange(file, from, to);
            }

            fileStart += file.Bytes;
        }
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (File.Exists(path))
        {
            return [path];
        }

        if (!Directory.Exists(path))
        {
            throw new FileNotFoundException($"There is no file or folder '{path}'.");
        }

        return Directory.EnumerateFiles(path).Where(file => new FileInfo(file).LinkTarget is null)
            .Concat(Directory.EnumerateDirectories(path).Where(directory => new DirectoryInfo(directory).LinkTarget is null).SelectMany(FilesOf));
    }

    private static long LengthOf(string file)
    {
        using FileStream opened = File.OpenRead(file);
        return opened.Length;
    }
}
