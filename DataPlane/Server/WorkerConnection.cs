using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.DataPlane.Connections;
using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// One client's connection to a worker: its receive loop, its send loop, its keepalive and its channels. Ends once: the receive loop stops (the client left,
/// broke the protocol, or fell silent), what is posted is
/// still sent, channels are closed, the socket is closed, the two buffers go back.
/// </summary>
internal sealed partial class WorkerConnection : IDisposable
{
    // Staging for the receive loop, scratch for the send loop.
    private const int OwnBuffers = 2;

    private static readonly TimeSpan LastWordsTimeout = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<uint, IWorkerChannel> _channels = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Never disposed, it holds nothing that needs it: timers, a stopping worker or the last channel may still cancel when the connection has just ended by
    // itself.
    private readonly CancellationTokenSource _stopReceiving = new();
    private readonly ConnectionContext _context;
    private readonly IBulkConnection _bulk;
    private readonly SendLoop _send;
    private readonly WorkerMessageHandler _handler;
    private readonly ILogger _logger;
    private readonly bool _admitted;
    private KeepAlive? _keepAlive;
    private IdleSweep? _idle;
    private ITimer? _drain;
    private ErrorDetail? _silence;
    private int _channelCount;
    private bool _stopping;

    public WorkerConnection(DataServer server, ConnectionContext context, bool admitted, ILogger logger)
    {
        Server = server;
        _context = context;
        _admitted = admitted;
        _logger = logger;
        _bulk = BulkTransport.Of(context);
        _send = new SendLoop(_bulk, () => _keepAlive?.OnSent());
        _handler = new WorkerMessageHandler(this);
    }

    public DataServer Server { get; }

    /// <summary>Where the data of ended channels goes.</summary>
    public DiscardSink Discard { get; } = new();

    /// <summary>What was read to its end lately.</summary>
    public EndedReads EndedReads { get; } = new();

    /// <summary>Completes when nothing of the connection is left.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Counted beside the dictionary, whose own count takes all of its locks.</summary>
    public int ChannelCount => Volatile.Read(ref _channelCount);

    /// <summary>Serves the client until the end.</summary>
    public async Task RunAsync()
    {
        LedgerAccount? account = null;
        try
        {
            if (!_admitted || !Server.Ledger.TryOpenAccount(Owner, OwnBuffers, out account))
            {
                await RefuseAsync();
                return;
            }

            LedgerBuffer staging = account.Rent();
            LedgerBuffer scratch = account.Rent();
            _send.Use(scratch);
            await ServeAsync(staging);
            staging.Release();
            scratch.Release();
        }
        finally
        {
            account?.Close();
            await _context.DisposeAsync();
            Dispose();
            _ended.TrySetResult();
        }
    }

    public void Dispose()
    {
        _keepAlive?.Dispose();
        _idle?.Dispose();
        _drain?.Dispose();
    }

    public void Post<TMessage>(uint channel, in TMessage message)
        where TMessage : struct, IMessage<TMessage>
        => _send.Post(channel, message);

    public void PostError(uint channel, ShuffleErrorCode code, string text)
    {
        ErrorDetail error = new(code, text);
        PostError(channel, error, new ChannelErrorMessage(error));
    }

    /// <summary>Posts an error as another message than a channel error.</summary>
    public void PostError<TMessage>(uint channel, in ErrorDetail error, in TMessage message)
        where TMessage : struct, IMessage<TMessage>
    {
        LogChannelError(_context.ConnectionId, channel, error.Code, error.Text);
        Server.Metrics.OnError(error.Code);
        _send.Post(channel, message);
    }

    public void Schedule(ISendSource source) => _send.Schedule(source);

    /// <summary>A channel begins, under a number that was never used before.</summary>
    public void Add(uint channel, IWorkerChannel worker)
    {
        Interlocked.Increment(ref _channelCount);
        _channels[channel] = worker;
    }

    public bool TryGet(uint channel, out IWorkerChannel? worker) => _channels.TryGetValue(channel, out worker);

    /// <summary>A channel has ended: its place is free, then its client is told, then a stopping connection looks whether it was the last.</summary>
    public void Remove(uint channel, Action? lastWords)
    {
        TakeOut(channel);
        lastWords?.Invoke();
        SayGoodbyeAfterTheLast();
    }

    /// <summary>The same, with a message for last words.</summary>
    public void Remove<TMessage>(uint channel, in TMessage lastWords)
        where TMessage : struct, IMessage<TMessage>
    {
        TakeOut(channel);
        Post(channel, lastWords);
        SayGoodbyeAfterTheLast();
    }

    /// <summary>The worker stops: open channels may finish for a while, then the connection ends.</summary>
    public void Stop()
    {
        Volatile.Write(ref _stopping, true);
        if (_channels.IsEmpty)
        {
            SayGoodbye();
        }
        else
        {
            _drain = Server.Time.CreateTimer(
                static state => ((WorkerConnection)state!).SayGoodbye(), this, Server.Options.DrainTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The hello is done: from now on silence is noticed.</summary>
    public void StartKeepAlive()
    {
        if (Server.Options.MaxChannelIdleTime != Timeout.InfiniteTimeSpan)
        {
            _idle = new IdleSweep(Server.Time, Server.Options.MaxChannelIdleTime, () => _channels.Values);
        }

        _keepAlive = new KeepAlive(Server.Time, Server.Options.KeepAliveInterval, () => Post(0, new PingMessage(0)), GiveUp);
    }

    private async Task ServeAsync(LedgerBuffer staging)
    {
        using ITimer handshake = Server.Time.CreateTimer(
            static state => ((WorkerConnection)state!).OnHandshakeTimeout(), this, Server.Options.HandshakeTimeout, Timeout.InfiniteTimeSpan);
        ReceiveLoop receive = new(_bulk, _handler, staging, () => _keepAlive?.OnReceived());
        Task sending = SendAsync();
        ErrorDetail reason = await ReceiveAsync(receive);
        _keepAlive?.Dispose();
        _idle?.Dispose();
        _drain?.Dispose();
        CloseChannels(reason.Text);
        if (reason.Code != ShuffleErrorCode.None)
        {
            LogEnded(reason);
            Server.Metrics.OnError(reason.Code);
            _send.Post(0, new GoodbyeMessage(reason));
        }

        _send.End();
        await LastWordsAsync(sending);
    }

    private async Task<ErrorDetail> ReceiveAsync(ReceiveLoop receive)
    {
        try
        {
            await receive.RunAsync(_stopReceiving.Token);
            return new ErrorDetail(ShuffleErrorCode.None, "The client ended the connection.");
        }
        catch (ShuffleException e)
        {
            return new ErrorDetail(e.Code, e.Message);
        }
        catch (Exception e) when (IsConnectionEnd(e))
        {
            return _silence ?? new ErrorDetail(ShuffleErrorCode.None, $"The connection broke: {e.Message}");
        }
        catch (Exception e)
        {
            // A bug of ours costs this connection, never the worker.
            LogBug(e, _context.ConnectionId);
            return new ErrorDetail(ShuffleErrorCode.InternalError, "The worker met an error of its own; its log says more.");
        }
    }

    private async Task SendAsync()
    {
        try
        {
            await _send.RunAsync(CancellationToken.None);
        }
        catch (Exception e) when (IsConnectionEnd(e) || e is ShuffleException)
        {
            LogSendEnded(_context.ConnectionId, e.Message);
            Abort();
        }
        catch (Exception e)
        {
            // As in the other direction: a bug of ours costs this connection, and its memory still goes back.
            LogBug(e, _context.ConnectionId);
            Abort();
        }
    }

    // What was posted last is still worth sending, for a moment; then the socket is closed whether or not it went out.
    private async Task LastWordsAsync(Task sending)
    {
        using ITimer timer = Server.Time.CreateTimer(static state => ((WorkerConnection)state!).Abort(), this, LastWordsTimeout, Timeout.InfiniteTimeSpan);
        await sending;
    }

    private async Task RefuseAsync()
    {
        ErrorDetail reason = Server.IsStopping
            ? new ErrorDetail(ShuffleErrorCode.WorkerStopping, "The worker is stopping.")
            : new ErrorDetail(ShuffleErrorCode.TooManyConnections, $"The worker serves no more than {Server.Options.MaxConnections} connections, or its memory is all promised.");
        LogBroken(_context.ConnectionId, "", reason.Code, reason.Text);
        Server.Metrics.OnError(reason.Code);
        _send.Post(0, new GoodbyeMessage(reason));
        _send.End();
        await LastWordsAsync(SendAsync());
    }

    // A worker that stops is an expected end, unlike everything else that has a code.
    private void LogEnded(ErrorDetail reason)
    {
        if (reason.Code == ShuffleErrorCode.WorkerStopping)
        {
            LogStopped(_context.ConnectionId, _handler.ClientName);
        }
        else
        {
            LogBroken(_context.ConnectionId, _handler.ClientName, reason.Code, reason.Text);
        }
    }

    private void CloseChannels(string reason)
    {
        _handler.EndBody(reason);
        foreach (IWorkerChannel channel in _channels.Values)
        {
            channel.Close(reason);
        }
    }

    private void TakeOut(uint channel)
    {
        if (_channels.TryRemove(channel, out _))
        {
            Interlocked.Decrement(ref _channelCount);
        }
    }

    private void SayGoodbyeAfterTheLast()
    {
        if (Volatile.Read(ref _stopping) && _channels.IsEmpty)
        {
            SayGoodbye();
        }
    }

    private void SayGoodbye() => StopReceiving(ShuffleErrorCode.WorkerStopping, "The worker is stopping.");

    private void OnHandshakeTimeout()
    {
        if (!_handler.IsGreeted)
        {
            StopReceiving(ShuffleErrorCode.HandshakeTimeout, $"No hello came within {Server.Options.HandshakeTimeout.TotalSeconds:0.#} s.");
        }
    }

    private void GiveUp() => StopReceiving(ShuffleErrorCode.KeepAliveTimeout, "Nothing was heard from the client for too long.");

    // The socket stays open for the goodbye, as long as the last words may take.
    private void StopReceiving(ShuffleErrorCode code, string reason)
    {
        _silence ??= new ErrorDetail(code, reason);
        _stopReceiving.Cancel();
    }

    private void Abort() => _context.Abort(new ConnectionAbortedException("The worker gives the connection up."));

    private static bool IsConnectionEnd(Exception e) =>
        e is IOException or SocketException or ObjectDisposedException or OperationCanceledException;
}
