using ShuffleOrleans.Benchmarks.Processes;
using ShuffleOrleans.Benchmarks.Report;
using ShuffleOrleans.Benchmarks.Roles;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Systems;

namespace ShuffleOrleans.Benchmarks.Shuffle;

/// <summary>
/// A server with its clients, up and ready: for a warm-up, then for one exchange that counts. Made for each measurement anew, so that nothing of the one before
/// helps or hurts. Disposing ends all processes and deletes the server's folder.
/// </summary>
internal sealed class ExchangeRun : IAsyncDisposable
{
    private readonly ISystemServer _server;
    private readonly ClientProcess[] _clients;
    private readonly string _directory;
    private readonly ShufflePlan _plan;
    private readonly ProcessMeter _clientMeter;
    private readonly ProcessMeter? _workerMeter;

    private ExchangeRun(ISystemServer server, ClientProcess[] clients, string directory, ShufflePlan plan)
    {
        _server = server;
        _clients = clients;
        _directory = directory;
        _plan = plan;
        _clientMeter = new ProcessMeter(clients.Select(client => client.Id));
        _workerMeter = server.ProcessIds.Count > 0 ? new ProcessMeter(server.ProcessIds) : null;
    }

    public ProcessMeter ClientMeter => _clientMeter;

    /// <summary>Null without a server.</summary>
    public ProcessMeter? WorkerMeter => _workerMeter;

    public static async Task<ExchangeRun> StartAsync(ISystemUnderTest system, ShuffleShape shape, ShufflePlan plan, CancellationToken cancellationToken)
    {
        string directory = Directory.CreateDirectory(Path.Combine(plan.Directory, $"shuffle-benchmark-{Guid.NewGuid():n}")).FullName;
        ISystemServer? server = null;
        ClientProcess[] clients = [];
        try
        {
            server = await system.StartServerAsync(directory, shape, cancellationToken);
            string address = server.Address;
            clients = [.. Enumerable.Range(0, plan.Clients).Select(number => new ClientProcess(system.Name, address, number))];
            return new ExchangeRun(server, clients, directory, plan);
        }
        catch
        {
            await EndAsync(server, clients, directory);
            throw;
        }
    }

    /// <summary>Prepares an exchange on every client.</summary>
    public Task BeginAsync(string name, ShuffleShape shape, CancellationToken cancellationToken)
    {
        ExchangePlan plan = new(name, shape, Client: 0, _clients.Length) { Slots = _plan.Slots };
        return Task.WhenAll(_clients.Select((client, number) => client.OrderAsync(
            new ClientOrder(ClientOrderKind.Begin, plan with { Client = number }), cancellationToken)));
    }

    public Task<(PhaseCost Cost, ClientAnswer[] Answers)> WriteAsync(CancellationToken cancellationToken) =>
        PhaseAsync(new ClientOrder(ClientOrderKind.Write), cancellationToken);

    /// <exception cref="InvalidDataException">Bytes are missing, or there are too many.</exception>
    public async Task<PhaseCost> ReadAsync(ClientAnswer[] written, ShuffleShape shape, CancellationToken cancellationToken)
    {
        ClientOrder order = new(ClientOrderKind.Read, Written: [.. written.Select(answer => answer.Written)]);
        (PhaseCost cost, ClientAnswer[] answers) = await PhaseAsync(order, cancellationToken);
        long bytes = answers.Sum(answer => answer.Bytes);
        return bytes == shape.Bytes ? cost : throw new InvalidDataException($"{bytes} bytes were read of {shape.Bytes} that were written.");
    }

    /// <summary>How many methods the processes that tell have compiled since their start.</summary>
    public async Task<long> CompiledMethodsAsync(CancellationToken cancellationToken)
    {
        ClientAnswer[] answers = await Task.WhenAll(_clients.Select(client => client.OrderAsync(new ClientOrder(ClientOrderKind.Count), cancellationToken)));
        return answers.Sum(answer => answer.Counters!.CompiledMethods) + ((await _server.CountAsync(cancellationToken))?.CompiledMethods ?? 0);
    }

    public Task EndExchangeAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_clients.Select(client => client.OrderAsync(new ClientOrder(ClientOrderKind.End), cancellationToken)));

    public async ValueTask DisposeAsync() => await EndAsync(_server, _clients, _directory);

    private async Task<(PhaseCost Cost, ClientAnswer[] Answers)> PhaseAsync(ClientOrder order, CancellationToken cancellationToken)
    {
        ManagedCounters? heap = await _server.CountAsync(cancellationToken);
        CpuSeconds client = _clientMeter.Cpu();
        CpuSeconds? worker = _workerMeter?.Cpu();
        long started = TimeProvider.System.GetTimestamp();
        ClientAnswer[] answers = await Task.WhenAll(_clients.Select(client => client.OrderAsync(order, cancellationToken)));
        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(started);
        client = _clientMeter.Cpu() - client;
        worker = _workerMeter?.Cpu() - worker;
        ManagedCounters? heapAfter = heap is null ? null : await _server.CountAsync(cancellationToken);
        ManagedCounters clientHeap = answers.Select(answer => answer.Counters!).Aggregate((sum, one) => sum.Plus(one));
        return (new PhaseCost(elapsed.TotalSeconds, client, worker, clientHeap, heap is null ? null : heapAfter?.Since(heap)), answers);
    }

    private static async Task EndAsync(ISystemServer? server, ClientProcess[] clients, string directory)
    {
        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask()));
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(directory, recursive: true);
    }
}
