using System.Globalization;
using ShuffleOrleans.ControlPlane.Facts;

namespace ShuffleOrleans.ControlPlane.Journal;

/// <summary>
/// The journal's files: the one being appended to, and its replacement by a new one that begins with the whole state. Blocking; used by one caller at a time.
/// </summary>
/// <remarks>A new file is written under a temporary name, flushed, renamed, and the directory flushed, before the old one is deleted: at every moment one
/// complete file has a journal's name.</remarks>
internal sealed class JournalWriter(IJournalDirectory directory) : IDisposable
{
    // A record is encoded in memory; so long turns and snapshots are cut into several. Each fact stands by itself, so every cut is a state that was.
    private const int MaxFactsPerRecord = 10_000;
    private const string Prefix = "journal-";
    private const string Suffix = ".log";
    private const string TemporarySuffix = ".tmp";

    private IJournalFile? _file;
    private long _generation;

    /// <summary>Bytes of the present file.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes of the whole state at its head.</summary>
    public long SnapshotLength { get; private set; }

    /// <summary>The newest journal file, or null if there is none. Removes new files that a crash kept from getting their name.</summary>
    public string? FindNewest()
    {
        IReadOnlyList<string> names = directory.List();
        foreach (string leftover in names.Where(
            name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(TemporarySuffix, StringComparison.Ordinal)))
        {
            directory.Delete(leftover);
        }

        return names.Where(name => GenerationOf(name) > 0).MaxBy(GenerationOf);
    }

    /// <summary>Goes on with a file that was read, cut to its good bytes. Older ones, kept until now in case this one was damaged, are deleted.</summary>
    public void GoOn(string name, long goodLength)
    {
        foreach (string older in directory.List().Where(other => GenerationOf(other) > 0 && other != name))
        {
            directory.Delete(older);
        }

        _generation = GenerationOf(name);
        _file = directory.OpenAppend(name, goodLength);
        _file.Flush();
        Length = goodLength;
        SnapshotLength = goodLength;
    }

    /// <summary>Makes a batch durable: its state, if it has one, as the head of a new file, and then its facts.</summary>
    public void Write(JournalBatch batch)
    {
        if (batch.WholeState is { } wholeState)
        {
            BeginAnew(wholeState);
        }

        Length += AppendTo(_file!, batch.Facts);
    }

    public void BeginAnew(IReadOnlyList<ControlPlaneFact> wholeState)
    {
        string name = NameOf(_generation + 1);
        IJournalFile file = directory.Create(name + TemporarySuffix);
        try
        {
            Length = SnapshotLength = AppendTo(file, wholeState);
            directory.Rename(name + TemporarySuffix, name);
            directory.Flush();
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _file?.Dispose();
        if (_file is not null)
        {
            directory.Delete(NameOf(_generation));
        }

        _file = file;
        _generation++;
    }

    public void Dispose() => _file?.Dispose();

    private static long AppendTo(IJournalFile file, IReadOnlyList<ControlPlaneFact> facts)
    {
        long written = 0;
        foreach (ControlPlaneFact[] chunk in facts.Chunk(MaxFactsPerRecord))
        {
            byte[] record = JournalRecord.Encode(chunk);
            file.Append(record);
            file.Flush();
            written += record.Length;
        }

        return written;
    }

    private static string NameOf(long generation) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{generation:D10}{Suffix}");

    private static long GenerationOf(string name)
        => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
            && long.TryParse(
                name.AsSpan(Prefix.Length, Math.Max(0, name.Length - Prefix.Length - Suffix.Length)),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out long generation)
            ? generation
            : 0;
}
