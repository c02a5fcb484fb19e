using System.Buffers;
using System.Net.Sockets;

namespace ShuffleOrleans.Tests.Client.Fixtures;

/// <summary>One connection through a <see cref="ChaosProxy"/>: two pumps, and at most one fault. When one side ends, both do.</summary>
internal sealed class ProxiedConnection
{
    private readonly TaskCompletionSource _struck = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ArrayBufferWriter<byte> _toClient = new();
    private readonly ArrayBufferWriter<byte> _toWorker = new();
    private readonly Socket _client;
    private readonly Socket _worker;

    public ProxiedConnection(Socket client, Socket worker, Fault? fault)
    {
        _client = client;
        _worker = worker;
        Ended = Task.WhenAll(
            PumpAsync(client, worker, fault is { ToWorker: true } ? fault : null, _toWorker),
            PumpAsync(worker, client, fault is { ToWorker: false } ? fault : null, _toClient));
    }

    /// <summary>Completes when the fault has happened.</summary>
    public Task Struck => _struck.Task;

    public Task Ended { get; }

    /// <summary>What was forwarded in a direction. After <see cref="Ended"/>, or while nothing moves.</summary>
    public ReadOnlyMemory<byte> Seen(bool toWorker) => (toWorker ? _toWorker : _toClient).WrittenMemory;

    public void Cut()
    {
        _ended.TrySetResult();
        _client.Dispose();
        _worker.Dispose();
    }

    private async Task PumpAsync(Socket from, Socket to, Fault? fault, ArrayBufferWriter<byte> seen)
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            for (int received = 1; received > 0;)
            {
                long untilFault = fault is null ? long.MaxValue : fault.Offset - seen.WrittenCount;
                if (untilFault == 0 && fault!.Kind != FaultKind.Flip)
                {
                    await StrikeAsync(fault.Kind);
                    break;
                }

                received = await from.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, untilFault == 0 ? buffer.Length : untilFault)));
                if (untilFault == 0 && received > 0)
                {
                    buffer[0] ^= 0x10;
                    _struck.TrySetResult();
                    fault = null;
                }

                seen.Write(buffer.AsSpan(0, received));
                for (int sent = 0; sent < received;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, received - sent));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One of the sides has ended.
        }

        Cut();
    }

    private async Task StrikeAsync(FaultKind kind)
    {
        _struck.TrySetResult();
        if (kind == FaultKind.Stall)
        {
            await _ended.Task;
        }
    }
}
