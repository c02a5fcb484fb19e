using System.Net;
using System.Net.Sockets;

namespace ShuffleOrleans.Tests.Client.Fixtures;

/// <summary>
/// A TCP proxy between client and worker. Fault model: for each connection, by its number, at most one fault at an exact byte of one direction: a cut, a
/// stall or a flipped bit. Bytes are otherwise forwarded unchanged, in order and at once. It never reorders, doubles, inserts or drops single bytes, and
/// refuses connections only after <see cref="Close"/>.
/// </summary>
internal sealed class ChaosProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _lock = new();
    private readonly List<ProxiedConnection> _connections = [];
    private readonly Func<int, Fault?> _faultOf;
    private readonly int _workerPort;
    private readonly Task _accepting;
    private TaskCompletionSource _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="workerPort">Where the bytes go.</param>
    /// <param name="faultOf">The fault of connection number 0, 1, ...; null for none.</param>
    public ChaosProxy(int workerPort, Func<int, Fault?> faultOf)
    {
        _workerPort = workerPort;
        _faultOf = faultOf;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>The connections so far, by number.</summary>
    public IReadOnlyList<ProxiedConnection> Connections
    {
        get
        {
            lock (_lock)
            {
                return [.. _connections];
            }
        }
    }

    /// <summary>Waits for connection number <paramref name="number"/>.</summary>
    public async Task<ProxiedConnection> ConnectionAsync(int number)
    {
        while (true)
        {
            Task accepted;
            lock (_lock)
            {
                if (_connections.Count > number)
                {
                    return _connections[number];
                }

                accepted = _accepted.Task;
            }

            await accepted;
        }
    }

    /// <summary>The worker is gone for good: cuts everything and refuses from now on.</summary>
    public void Close()
    {
        _listener.Stop();
        foreach (ProxiedConnection connection in Connections)
        {
            connection.Cut();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Close();
        await _accepting;
        Close();
        await Task.WhenAll(Connections.Select(connection => connection.Ended));
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                Socket client = await _listener.AcceptSocketAsync();
                Socket worker = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                client.NoDelay = true;
                await worker.ConnectAsync(IPAddress.Loopback, _workerPort);
                lock (_lock)
                {
                    _connections.Add(new ProxiedConnection(client, worker, _faultOf(_connections.Count)));
                    _accepted.TrySetResult();
                    _accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
