using ShuffleOrleans.Grains.State;

namespace ShuffleOrleans.Tests.Cluster.State;

/// <summary>A grain's storage whose every operation waits for the test, which says how it ends. One operation at a time, as in Orleans.</summary>
internal sealed class ScriptedStorage : IPersistentState<StoredDocument>
{
    private TaskCompletionSource? _underWay;

    public StoredDocument State { get; set; } = new();

    public string? Etag { get; set; }

    public bool RecordExists { get; set; }

    /// <summary>What has begun, in order: <c>read</c>, <c>clear</c>, or the JSON that is written.</summary>
    public List<string> Begun { get; } = [];

    public Task ReadStateAsync() => Begin("read");

    public Task WriteStateAsync() => Begin(System.Text.Encoding.UTF8.GetString(State.Json));

    public Task ClearStateAsync() => Begin("clear");

    /// <summary>What is under way succeeds; this is the version it leaves or finds.</summary>
    public void Succeed(string? version)
    {
        (Etag, RecordExists) = (version, version is not null);
        Take().SetResult();
    }

    public void Fail() => Take().SetException(new IOException("The storage is away."));

    private Task Begin(string operation)
    {
        Assert.Null(_underWay);
        Begun.Add(operation);
        _underWay = new TaskCompletionSource();
        return _underWay.Task;
    }

    private TaskCompletionSource Take()
    {
        TaskCompletionSource underWay = Assert.IsType<TaskCompletionSource>(_underWay);
        _underWay = null;
        return underWay;
    }
}
