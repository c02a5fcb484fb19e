using Orleans.Storage;
using ShuffleOrleans.Grains.State;

namespace ShuffleOrleans.Tests.Cluster.Harness;

/// <summary>
/// Grain storage in the test's own memory: it outlives grains, silos and clusters. Fault model: on demand every operation fails, as if the storage were away,
/// or a chosen read or write fails, or its answer is lost; it never tears or forgets what it has confirmed, and refuses a write whose version is not the stored one. Safe for several threads.
/// </summary>
internal sealed class GrainStorageDouble : IGrainStorage
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string State, GrainId Grain), (long Version, int Format, byte[] Json)> _stored = [];
    private long _lastVersion;
    private int _writes;

    /// <summary>While true, every operation fails.</summary>
    public bool IsAway { get; set; }

    /// <summary>What is asked before each write or removal, to fail chosen ones; null for none.</summary>
    public Func<GrainId, bool>? FailWrite { get; set; }

    /// <summary>The error of each read of chosen grains; null for none.</summary>
    public Func<GrainId, Exception?>? FailRead { get; set; }

    /// <summary>What is asked after each write, to have the answer of chosen ones lost: they took effect, and nobody knows; null for none.</summary>
    public Func<GrainId, bool>? LoseAnswer { get; set; }

    /// <summary>What each write waits for; null for nothing.</summary>
    public Func<GrainId, Task>? BeforeWrite { get; set; }

    public int Writes => Volatile.Read(ref _writes);

    /// <summary>The grains of which something is stored, by state name.</summary>
    public IReadOnlyList<(string State, GrainId Grain)> Stored
    {
        get
        {
            lock (_lock)
            {
                return [.. _stored.Keys];
            }
        }
    }

    /// <summary>Stores a document as an activation would that nobody else knows of.</summary>
    public void Put(string stateName, GrainId grainId, StoredDocument document)
    {
        lock (_lock)
        {
            _stored[(stateName, grainId)] = (++_lastVersion, document.FormatVersion, [.. document.Json]);
        }
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        RequireThere();
        if (FailRead?.Invoke(grainId) is { } error)
        {
            throw error;
        }

        lock (_lock)
        {
            bool exists = _stored.TryGetValue((stateName, grainId), out (long Version, int Format, byte[] Json) stored);
            grainState.RecordExists = exists;
            grainState.ETag = exists ? $"{stored.Version}" : null;
            grainState.State = (T)(object)new StoredDocument { FormatVersion = stored.Format, Json = exists ? [.. stored.Json] : [] };
        }

        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await (BeforeWrite?.Invoke(grainId) ?? Task.CompletedTask);
        RequireWritable(grainId);
        StoredDocument document = (StoredDocument)(object)grainState.State!;
        lock (_lock)
        {
            RequireVersion(stateName, grainId, grainState.ETag);
            _stored[(stateName, grainId)] = (++_lastVersion, document.FormatVersion, [.. document.Json]);
            grainState.ETag = $"{_lastVersion}";
            grainState.RecordExists = true;
            _writes++;
        }

        if (LoseAnswer?.Invoke(grainId) == true)
        {
            throw new TimeoutException("The storage double has written, and does not say so.");
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        RequireWritable(grainId);
        lock (_lock)
        {
            RequireVersion(stateName, grainId, grainState.ETag);
            _stored.Remove((stateName, grainId));
        }

        grainState.ETag = null;
        grainState.RecordExists = false;
        grainState.State = (T)(object)new StoredDocument();
        return Task.CompletedTask;
    }

    /// <summary>What is stored of a grain gets another version, as if a second activation had written it.</summary>
    public void WriteBehindTheBackOf(GrainId grain)
    {
        lock (_lock)
        {
            foreach ((string State, GrainId Grain) key in _stored.Keys.Where(key => key.Grain == grain).ToArray())
            {
                _stored[key] = (++_lastVersion, _stored[key].Format, _stored[key].Json);
            }
        }
    }

    private void RequireVersion(string stateName, GrainId grainId, string? version)
    {
        string? stored = _stored.TryGetValue((stateName, grainId), out (long Version, int Format, byte[] Json) present) ? $"{present.Version}" : null;
        if (stored != version)
        {
            throw new InconsistentStateException($"{stateName} of {grainId} was written by somebody else.", stored, version);
        }
    }

    private void RequireWritable(GrainId grainId)
    {
        RequireThere();
        if (FailWrite?.Invoke(grainId) == true)
        {
            throw new IOException("The storage double fails this write.");
        }
    }

    private void RequireThere()
    {
        if (IsAway)
        {
            throw new IOException("The storage double is away.");
        }
    }
}
