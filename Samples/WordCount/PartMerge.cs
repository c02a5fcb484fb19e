namespace ShuffleOrleans.Samples.WordCount;

/// <summary>Merges the sorted part files of the reducers into one sorted sequence.</summary>
internal static class PartMerge
{
    public static IEnumerable<(string Word, long Count)> Read(IEnumerable<string> paths)
    {
        List<PartReader> readers = [.. paths.Select(path => new PartReader(path))];
        try
        {
            PriorityQueue<PartReader, string> queue = new(StringComparer.Ordinal);
            foreach (PartReader reader in readers.Where(reader => reader.Read()))
            {
                queue.Enqueue(reader, reader.Word);
            }

            while (queue.TryDequeue(out PartReader? reader, out _))
            {
                yield return (reader.Word, reader.Count);
                if (reader.Read())
                {
                    queue.Enqueue(reader, reader.Word);
                }
            }
        }
        finally
        {
            readers.ForEach(reader => reader.Dispose());
        }
    }
}
