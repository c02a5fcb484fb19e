namespace ShuffleOrleans.Client.Writers;

/// <summary>
/// Collects the records of one region, sorted by subpartition as they come: each subpartition has a bucket of chunks, and the chunks, drained bucket by bucket,
/// are the frames of the region. (Records for all consumers have a bucket for each share instead.) So a record is copied once,
/// into the memory it is sent from. (Flink's sort buffer links records in one arena and copies them again when it drains:
/// org.apache.flink.runtime.io.network.partition.SortBuffer. Buckets cost a partly filled chunk for each
/// subpartition, which is why chunks shrink as subpartitions grow in number.) Used by one task. Owns the chunks between append and drain.
/// </summary>
internal sealed class SortBuffer
{
    private readonly ChunkPool _pool;
    private readonly Bucket[] _buckets;

    /// <param name="pool">Where chunks come from.</param>
    /// <param name="bucketCount">How many buckets.</param>
    /// <param name="maxChunks">A region never takes more.</param>
    public SortBuffer(ChunkPool pool, int bucketCount, int maxChunks)
    {
        _pool = pool;
        _buckets = new Bucket[bucketCount];
        MaxChunks = maxChunks;
    }

    /// <summary>The most chunks a region takes.</summary>
    public int MaxChunks { get; }

    /// <summary>How many buckets there are.</summary>
    public int BucketCount => _buckets.Length;

    /// <summary>Chunks in the region so far.</summary>
    public int ChunkCount { get; private set; }

    public bool IsEmpty => ChunkCount == 0;

    /// <summary>Whether a record of this length still fits the region; if not, the region is drained first.</summary>
    public bool Fits(int recordBytes, int bucket) => ChunkCount + NewChunksFor(recordBytes, bucket) <= MaxChunks;

    /// <summary>Whether a copy for every bucket still fits, where all buckets were always filled alike.</summary>
    public bool FitsEach(int recordBytes) => ChunkCount + ((long)BucketCount * NewChunksFor(recordBytes, 0)) <= MaxChunks;

    /// <summary>Whether so many copies of a record of this length fit an empty region at all.</summary>
    public bool CanEverFit(int recordBytes, int copies) => (long)copies * ChunksFor(recordBytes) <= MaxChunks;

    /// <summary>Makes room for a record in the chunk that is being filled, which is where almost every record goes; the caller fills it at once.</summary>
    /// <returns>False if it does not fit there.</returns>
    public bool TryReserve(int bytes, int bucketIndex, out Span<byte> place)
    {
        Chunk? tail = _buckets[bucketIndex].Tail;
        if (tail is null || tail.Free < bytes)
        {
            place = default;
            return false;
        }

        place = tail.Reserve(bytes);
        return true;
    }

    /// <summary>Appends as much of the record as the chunks at hand take.</summary>
    /// <returns>How much; less than all means that the pool had no chunk: wait for one and go on with the rest.</returns>
    public int Append(ReadOnlySpan<byte> record, int bucketIndex)
    {
        ref Bucket bucket = ref _buckets[bucketIndex];
        int appended = 0;
        while (true)
        {
            if (bucket.Tail is { Free: > 0 } tail)
            {
                appended += tail.Append(record[appended..]);
            }

            if (appended == record.Length)
            {
                return appended;
            }

            Chunk? chunk = _pool.TryTake();
            if (chunk is null)
            {
                return appended;
            }

            Link(ref bucket, chunk);
            ChunkCount++;
        }
    }

    /// <summary>Hands over the chunks of one bucket.</summary>
    /// <returns>The first one, linked in order; null if the bucket is empty.</returns>
    public Chunk? Take(int bucketIndex)
    {
        ref Bucket bucket = ref _buckets[bucketIndex];
        Chunk? head = bucket.Head;
        for (Chunk? chunk = head; chunk is not null; chunk = chunk.Next)
        {
            ChunkCount--;
        }

        bucket = default;
        return head;
    }

    /// <summary>Gives all chunks back: the region is given up.</summary>
    public void Clear()
    {
        for (int i = 0; i < _buckets.Length; i++)
        {
            if (Take(i) is Chunk head)
            {
                _pool.Return(head);
            }
        }
    }

    private static void Link(ref Bucket bucket, Chunk chunk)
    {
        if (bucket.Tail is null)
        {
            bucket.Head = chunk;
        }
        else
        {
            bucket.Tail.Next = chunk;
        }

        bucket.Tail = chunk;
    }

    private int NewChunksFor(int recordBytes, int bucket) => ChunksFor(recordBytes - (_buckets[bucket].Tail?.Free ?? 0));

    private int ChunksFor(int bytes) => bytes <= 0 ? 0 : ((bytes - 1) / _pool.PayloadBytes) + 1;
}
