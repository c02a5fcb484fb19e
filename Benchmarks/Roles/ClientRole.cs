using System.Text.Json;
using ShuffleOrleans.Benchmarks.Processes;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Systems;

namespace ShuffleOrleans.Benchmarks.Roles;

/// <summary>
/// This program as a client: <c>client NAME ADDRESS</c>. Carries out the orders on its standard input one by one and answers each on its standard output. Ends
/// with its standard input, also in the middle of an order.
/// </summary>
internal sealed class ClientRole(ISystemUnderTest system, string address) : IAsyncDisposable
{
    private const int Seed = 20261121;

    private readonly IShuffleClient _client = system.CreateClient(address);
    private ShapeData? _data;
    private IExchange? _exchange;

    public static async Task<int> RunAsync(ISystemUnderTest system, string address, CancellationToken cancellationToken)
    {
        await using ClientRole role = new(system, address);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        OrderReader orders = new(stop);
        await foreach (ClientOrder order in orders.ReadAllAsync(cancellationToken))
        {
            ClientAnswer answer = await role.AnswerAsync(order, stop.Token);
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(answer));
            await Console.Out.FlushAsync(cancellationToken);
        }

        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await _client.DisposeAsync();
    }

    private async Task<ClientAnswer> AnswerAsync(ClientOrder order, CancellationToken cancellationToken)
    {
        try
        {
            if (order.Kind == ClientOrderKind.Count)
            {
                return new ClientAnswer("", 0, ManagedCounters.Read(), null);
            }

            var before = ManagedCounters.Read();
            (string written, long bytes) = await CarryOutAsync(order, cancellationToken);
            return new ClientAnswer(written, bytes, ManagedCounters.Read().Since(before), null);
        }
        catch (Exception e)
        {
            return new ClientAnswer("", 0, null, e.ToString());
        }
    }

    private async Task<(string Written, long Bytes)> CarryOutAsync(ClientOrder order, CancellationToken cancellationToken)
    {
        switch (order.Kind)
        {
            case ClientOrderKind.Begin:
                _data ??= new ShapeData(order.Plan!.Shape, Seed + order.Plan.Client);
                _exchange = await _client.BeginAsync(order.Plan!, _data, cancellationToken);
                return ("", 0);
            case ClientOrderKind.Write:
                return (await _exchange!.WriteAsync(cancellationToken), 0);
            case ClientOrderKind.Read:
                return ("", await _exchange!.ReadAsync(order.Written!, cancellationToken));
            default:
                await EndAsync();
                return ("", 0);
        }
    }

    private async Task EndAsync()
    {
        if (_exchange is { } exchange)
        {
            _exchange = null;
            await exchange.DisposeAsync();
        }
    }
}
