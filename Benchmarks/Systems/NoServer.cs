namespace ShuffleOrleans.Benchmarks.Systems;

/// <summary>The server of a system without one: clients are told where to put their files.</summary>
internal sealed class NoServer(string address) : ISystemServer
{
    public IReadOnlyList<int> ProcessIds => [];

    public string Address => address;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
