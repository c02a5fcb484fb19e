using System.Globalization;
using ShuffleOrleans.Samples.BatchEngine.Jobs;

namespace ShuffleOrleans.Samples.WordCount;

/// <summary>Adds the counts of its words and writes them to a part file in the work directory: a line "count word" each, sorted by word.</summary>
internal sealed class ReduceFunction : ITaskFunction
{
    public async Task<string> RunAsync(TaskContext context, CancellationToken cancellationToken)
    {
        WordTable words = new();
        while (await context.Input.ReadAsync(cancellationToken))
        {
            (ReadOnlyMemory<byte> word, long count) = CountRecord.Read(context.Input.Current);
            words.Add(word.Span, count);
        }

        words.Sort();

        // The attempt is part of the name, so that an attempt that was given up cannot disturb the next one.
        string partFile = $"part-{context.TaskIndex}-{context.Attempt}.txt";
        return Write(words, Path.Combine(context.WorkDirectory, partFile), partFile).ToJson();
    }

    private static CountSummary Write(WordTable words, string path, string partFile)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 128 * 1024);
        CountSummary summary = new(0, words.Count, 0, partFile);
        long wordCount = 0;
        ulong checksum = 0;
        Span<byte> number = stackalloc byte[24];
        for (int index = 0; index < words.Count; index++)
        {
            ReadOnlySpan<byte> word = words.WordOf(index);
            long count = words.CountOf(index);
            wordCount += count;
            checksum += CountChecksum.Of(word, count);
            count.TryFormat(number, out int digits, provider: CultureInfo.InvariantCulture);
            number[digits] = (byte)' ';
            file.Write(number[..(digits + 1)]);
            file.Write(word);
            file.WriteByte((byte)'\n');
        }

        return summary with { WordCount = wordCount, Checksum = checksum };
    }
}
