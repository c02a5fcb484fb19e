using System.Text.Json;
using System.Threading.Channels;

namespace ShuffleOrleans.Benchmarks.Roles;

/// <summary>
/// A client's end of its standard input: orders, one at a time, and the runner's end, at which it gives up what it does and soon the process.
/// </summary>
internal sealed class OrderReader
{
    private const int ExitCodeOfLate = 1;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private readonly Channel<ClientOrder> _orders = Channel.CreateBounded<ClientOrder>(1);
    private readonly CancellationTokenSource _stop;

    public OrderReader(CancellationTokenSource stop)
    {
        _stop = stop;
        // A thread of its own: reading a pipe blocks, and the thread must not keep the process alive.
        new Thread(Run) { IsBackground = true, Name = "orders" }.Start();
    }

    public IAsyncEnumerable<ClientOrder> ReadAllAsync(CancellationToken cancellationToken) => _orders.Reader.ReadAllAsync(cancellationToken);

    private void Run()
    {
        while (Console.In.ReadLine() is { } line)
        {
            // The runner waits for the answer before it says more, so there is room.
            _orders.Writer.TryWrite(JsonSerializer.Deserialize<ClientOrder>(line)!);
        }

        _orders.Writer.Complete();
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The process is ending by itself.
        }

        // A background thread of a process that is to end: nothing waits for it.
        Thread.Sleep(Grace);
        Environment.Exit(ExitCodeOfLate);
    }
}
