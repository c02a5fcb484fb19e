using System.Net;
using System.Net.Sockets;
using ShuffleOrleans.Samples.BatchEngine.Messages;

namespace ShuffleOrleans.Samples.BatchEngine.Masters;

/// <summary>
/// Accepts task executors on the loopback address and passes what they say to the <see cref="JobRun"/>, a turn for each message. Owned by the <see
/// cref="JobMaster"/>; ends with its token.
/// </summary>
internal sealed class ExecutorListener : IDisposable
{
    // Far more than a sample needs; keeps a stranger from opening connections without end.
    private const int MaxConnections = 1024;
    private static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _token;
    private readonly TurnQueue _turns;
    private readonly JobRun _run;
    private int _connectionCount;

    public ExecutorListener(string token, TurnQueue turns, JobRun run)
    {
        _token = token;
        _turns = turns;
        _run = run;
    }

    /// <summary>Opens the port.</summary>
    /// <returns>The port.</returns>
    public int Start()
    {
        _listener.Start();
        return ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public async Task AcceptAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Socket socket = await _listener.AcceptSocketAsync(cancellationToken);
            if (Interlocked.Increment(ref _connectionCount) > MaxConnections)
            {
                Interlocked.Decrement(ref _connectionCount);
                socket.Dispose();
                continue;
            }

            socket.NoDelay = true;
            _turns.RunBeside(token => ServeAsync(socket, token));
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(Socket socket, CancellationToken cancellationToken)
    {
        await using EngineChannel channel = new(new NetworkStream(socket, ownsSocket: true));
        try
        {
            if (await ReceiveHelloAsync(channel, cancellationToken) is { } hello)
            {
                await ServeExecutorAsync(new ExecutorConnection(hello, channel), cancellationToken);
            }
        }
        catch (InvalidDataException e)
        {
            await Console.Error.WriteLineAsync($"A connection to the JobMaster was closed: {e.Message}");
        }
        finally
        {
            Interlocked.Decrement(ref _connectionCount);
        }
    }

    private async Task<ExecutorHello?> ReceiveHelloAsync(EngineChannel channel, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(HelloTimeout);
        try
        {
            return await channel.ReceiveAsync(timeout.Token) switch
            {
                null => null,
                ExecutorHello hello when hello.Token == _token && hello.SlotCount is > 0 and <= 1024 => hello,
                _ => throw new InvalidDataException("its first message was no hello of an executor of this job."),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidDataException($"no hello came within {HelloTimeout.TotalSeconds} s.");
        }
    }

    private async Task ServeExecutorAsync(ExecutorConnection executor, CancellationToken cancellationToken)
    {
        await _turns.PostAsync(() => _run.AddExecutor(executor));
        try
        {
            while (await executor.Channel.ReceiveAsync(cancellationToken) is { } message)
            {
                await _turns.PostAsync(() => _run.Handle(executor, message));
            }
        }
        finally
        {
            await _turns.PostAsync(() => _run.RemoveExecutor(executor));
        }
    }
}
