using ShuffleOrleans.Samples.BatchEngine.Jobs;

namespace ShuffleOrleans.Samples.WordCount;

/// <summary>
/// Counts the words of its ranges and sends each with its count to the reducer of its hash. Counts are combined in a table, which is sent and emptied
/// when it has grown large.
/// </summary>
internal sealed class MapFunction(WordCountParameters parameters) : ITaskFunction
{
    // Bounds the memory of a mapper, whatever the text.
    private const int MaxTableBytes = 32 * 1024 * 1024;
    private const int MaxTableWords = 1024 * 1024;

    private readonly WordTable _words = new();
    private byte[] _record = new byte[1024];
    private long _wordCount;

    public async Task<string> RunAsync(TaskContext context, CancellationToken cancellationToken)
    {
        InputList inputs = InputList.Load(parameters.InputListPath);
        RangeTokenizer tokenizer = new();
        foreach (InputRange range in inputs.RangesOf(context.TaskIndex, context.TaskCount))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await tokenizer.CountAsync(range, _words, () => SendIfLargeAsync(context, cancellationToken));
        }

        await SendAsync(context, cancellationToken);
        return new CountSummary(_wordCount, 0, 0).ToJson();
    }

    private Task SendIfLargeAsync(TaskContext context, CancellationToken cancellationToken)
        => _words.WordByteCount > MaxTableBytes || _words.Count > MaxTableWords ? SendAsync(context, cancellationToken) : Task.CompletedTask;

    private async Task SendAsync(TaskContext context, CancellationToken cancellationToken)
    {
        uint reducerCount = (uint)context.Output.SubpartitionCount;
        for (int index = 0; index < _words.Count; index++)
        {
            int length = Format(index);
            await context.Output.WriteAsync(_record.AsMemory(0, length), (int)(_words.HashOf(index) % reducerCount), cancellationToken);
        }

        _words.Clear();
    }

    private int Format(int index)
    {
        ReadOnlySpan<byte> word = _words.WordOf(index);
        if (_record.Length < CountRecord.CountBytes + word.Length)
        {
            _record = new byte[CountRecord.CountBytes + word.Length];
        }

        _wordCount += _words.CountOf(index);
        return CountRecord.Write(_record, word, _words.CountOf(index));
    }
}
