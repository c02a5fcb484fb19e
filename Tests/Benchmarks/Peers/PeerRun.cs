using ShuffleOrleans.Benchmarks.Systems;
using ShuffleOrleans.Tests.TestKit.Processes;

namespace ShuffleOrleans.Tests.Benchmarks.Peers;

/// <summary>A tiny exchange of two clients with a server, in this process unless the server is a program of its own.</summary>
internal sealed class PeerRun : IDisposable
{
    private const int Clients = 2;

    private readonly CancellationTokenSource _giveUp = new(Patience.Limit);
    private readonly ISystemUnderTest _system;

    public PeerRun(ISystemUnderTest system) => _system = system;

    public TestDirectory Directory { get; } = new();

    public static ShuffleShape SmallPieces => new() { Name = "small", Producers = 5, Consumers = 4, TotalBytes = 5 * 12 * 1000, PieceBytes = 1000 };

    public static ShuffleShape LargeSkewedPieces =>
        new() { Name = "large", Producers = 3, Consumers = 5, TotalBytes = 3 * 20 * 100_000, PieceBytes = 100_000, IsSkewed = true };

    /// <summary>Serves in this process, and runs one exchange after the other.</summary>
    public async Task<long[]> ServeAndReadAsync(params ShuffleShape[] shapes)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_giveUp.Token);
        TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task serving = _system.ServeAsync(Directory.Path, ready.SetResult, stop.Token);
        await await Task.WhenAny(serving, ready.Task);
        long[] read = await ReadAsync(await ready.Task, shapes);
        await stop.CancelAsync();
        await serving;
        return read;
    }

    /// <summary>Starts the server's program, and runs one exchange after the other.</summary>
    public async Task<long[]> StartAndReadAsync(params ShuffleShape[] shapes)
    {
        await using ISystemServer server = await _system.StartServerAsync(Directory.Path, shapes[0], _giveUp.Token);
        return await ReadAsync(server.Address, shapes);
    }

    public void Dispose()
    {
        _giveUp.Dispose();
        Directory.Dispose();
    }

    private async Task<long[]> ReadAsync(string address, ShuffleShape[] shapes)
    {
        List<long> read = [];
        await using IShuffleClient first = _system.CreateClient(address);
        await using IShuffleClient second = _system.CreateClient(address);
        for (int i = 0; i < shapes.Length; i++)
        {
            read.Add(await ReadAsync([first, second], $"exchange{i}", shapes[i]));
        }

        return [.. read];
    }

    private async Task<long> ReadAsync(IShuffleClient[] clients, string name, ShuffleShape shape)
    {
        ShapeData data = new(shape, seed: 1);
        IExchange[] parts = await Task.WhenAll(clients.Select((client, i) => client.BeginAsync(new ExchangePlan(name, shape, i, Clients), data, _giveUp.Token)));
        string[] written = await Task.WhenAll(parts.Select(part => part.WriteAsync(_giveUp.Token)));
        long[] read = await Task.WhenAll(parts.Select(part => part.ReadAsync(written, _giveUp.Token)));
        foreach (IExchange part in parts)
        {
            await part.DisposeAsync();
        }

        return read.Sum();
    }
}
