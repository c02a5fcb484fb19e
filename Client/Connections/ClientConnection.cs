using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using ShuffleOrleans.DataPlane.Connections;
using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Connections;

/// <summary>
/// A process's connection to one worker, shared by all channels of one direction. Made by the <see cref="ConnectionPool"/>, which ends it. When it breaks,
/// every channel on it hears so once, after the receive loop has
/// stopped touching their memory.
/// </summary>
internal sealed class ClientConnection : IMessageHandler, IAsyncDisposable
{
    private static readonly TimeSpan LastWordsTimeout = TimeSpan.FromSeconds(2);

    private readonly Lock _opening = new();
    private readonly ConcurrentDictionary<uint, IClientChannel> _channels = new();
    private readonly List<IPauseListener> _atPause = [];
    private readonly TaskCompletionSource<HelloReplyMessage> _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConnectionContext _context;
    private readonly IBulkConnection _bulk;
    private readonly LedgerAccount _account;
    private readonly LedgerBuffer _staging;
    private readonly LedgerBuffer _scratch;
    private readonly SendLoop _send;
    private readonly TimeProvider _time;
    private readonly Task _running;
    private KeepAlive? _keepAlive;
    private volatile ShuffleException? _reason;
    private volatile Exception? _bug;
    private uint _lastChannel;
    private bool _hasComplained;

    /// <summary>Takes over the connection and the account with its two buffers.</summary>
    public ClientConnection(WorkerEndpoint endpoint, ConnectionContext context, LedgerAccount account, string clientName, TimeProvider time)
    {
        Endpoint = endpoint;
        _context = context;
        _account = account;
        _time = time;
        _staging = account.Rent();
        _scratch = account.Rent();
        _bulk = BulkTransport.Of(context);
        _send = new SendLoop(_bulk, () => _keepAlive?.OnSent());
        _send.Use(_scratch);
        _send.Post(0, new HelloMessage(
            ProtocolVersion.Min, ProtocolVersion.Max, ProtocolFeatures.TraceContext, endpoint.Direction, endpoint.Worker, endpoint.Incarnation, AuthenticationScheme.None, default, clientName));
        _running = RunAsync(new ReceiveLoop(_bulk, this, _staging, () => _keepAlive?.OnReceived()));
    }

    public WorkerEndpoint Endpoint { get; }

    /// <summary>What the worker announced. After <see cref="GreetedAsync"/>.</summary>
    public HelloReplyMessage Limits => _greeted.Task.Result;

    /// <summary>Where the data of ended channels goes.</summary>
    public DiscardSink Discard { get; } = new();

    /// <summary>Completes when nothing more will come.</summary>
    public Task Ended => _running;

    public bool IsLost => _reason is not null;

    /// <summary>Why it is lost; null while it stands.</summary>
    public ShuffleException? Reason => _reason;

    /// <summary>Completes when the worker has said hello.</summary>
    /// <exception cref="ShuffleException">It refused, or the connection broke.</exception>
    public Task GreetedAsync(CancellationToken cancellationToken) => _greeted.Task.WaitAsync(cancellationToken);

    /// <summary>Adds channels with new numbers, in ascending order, and posts what opens them before anybody else can.</summary>
    public void Open(IReadOnlyList<IClientChannel> channels, Action<uint> postOpen)
    {
        lock (_opening)
        {
            uint first = _lastChannel + 1;
            foreach (IClientChannel channel in channels)
            {
                _channels[++_lastChannel] = channel;
            }

            postOpen(first);
        }

        if (_reason is ShuffleException reason)
        {
            // It broke meanwhile: its own round through the channels may have missed these.
            LoseChannels(reason);
        }
    }

    public void Remove(uint channel) => _channels.TryRemove(channel, out _);

    public void Post<TMessage>(uint channel, in TMessage message)
        where TMessage : struct, IMessage<TMessage>
        => _send.Post(channel, message);

    /// <summary>Tells the worker to which span channels belong that are opened next. Within what opens them.</summary>
    public void PostTrace(uint first, int count, in ActivityContext span)
    {
        if (span != default && (Limits.Features & ProtocolFeatures.TraceContext) != 0)
        {
            Post(first, TraceContextMessage.Of(span, count));
        }
    }

    public void Schedule(ISendSource source) => _send.Schedule(source);

    /// <summary>
    /// Tells the worker what is wrong with what it sends, before the connection is given up because of it. From the receive loop, which throws next.
    /// </summary>
    public void Complain(uint channel, in ErrorDetail error)
    {
        _hasComplained = true;
        Post(channel, new ChannelErrorMessage(error));
        Post(0, new GoodbyeMessage(error));
    }

    public void Abort() => _context.Abort(new ConnectionAbortedException("The client gives the connection up."));

    public void OnControl(in MessageHeader header, ReadOnlySpan<byte> body)
    {
        switch (header.Type)
        {
            case MessageType.HelloReply:
                OnHelloReply(Decode<HelloReplyMessage>(body));
                return;
            case MessageType.Ping:
                Post(0, new PongMessage(Decode<PingMessage>(body).Token));
                return;
            case MessageType.Pong:
                return;
            case MessageType.Goodbye:
                ErrorDetail error = Decode<GoodbyeMessage>(body).Error;
                throw new ShuffleException(
                    error.Code == ShuffleErrorCode.None ? ShuffleErrorCode.ConnectionLost : error.Code, $"{Endpoint} ended the connection: {error.Text}");
        }

        if (_channels.TryGetValue(header.Channel, out IClientChannel? channel))
        {
            channel.OnControl(header.Type, body);
        }
    }

    public IDataSink OnData(in MessageHeader header) =>
        _channels.TryGetValue(header.Channel, out IClientChannel? channel) ? channel.BeginBody(header.BodyLength) : Discard;

    /// <summary>The listener hears of the next pause, once. From the receive loop.</summary>
    public void AtPause(IPauseListener listener)
    {
        // A handful at the most: whose frames arrived together.
        if (!_atPause.Contains(listener))
        {
            _atPause.Add(listener);
        }
    }

    public void OnPause()
    {
        foreach (IPauseListener listener in _atPause)
        {
            listener.OnPause();
        }

        _atPause.Clear();
    }

    /// <summary>Ends the connection; what is posted is still sent.</summary>
    public async ValueTask DisposeAsync()
    {
        _send.Post(0, new GoodbyeMessage(new ErrorDetail(ShuffleErrorCode.None, "The client is done.")));
        _send.End();
        await _running;
    }

    internal static TMessage Decode<TMessage>(ReadOnlySpan<byte> body)
        where TMessage : struct, IMessage<TMessage>
        => TMessage.TryRead(body, out TMessage message)
            ? message
            : throw new ShuffleException(ShuffleErrorCode.MalformedMessage, $"The worker sent an impossible message of type {TMessage.Type}.");

    private void OnHelloReply(in HelloReplyMessage reply)
    {
        if (!_greeted.TrySetResult(reply))
        {
            throw new ShuffleException(ShuffleErrorCode.UnexpectedMessage, "The worker said hello twice.");
        }

        _keepAlive = new KeepAlive(_time, TimeSpan.FromMilliseconds(reply.KeepAliveMilliseconds), () => Post(0, new PingMessage(0)), Abort);
    }

    private async Task RunAsync(ReceiveLoop receive)
    {
        // Off the constructor's thread, so that everything of this object is set before the first message.
        await Task.Yield();
        Task sending = SendAsync();
        ShuffleException reason = await ReceiveAsync(receive);
        _keepAlive?.Dispose();
        _reason = reason;
        _greeted.TrySetException(reason);
        // Nobody may be waiting for the greeting any more: an unobserved failure of it is not news.
        _ = _greeted.Task.Exception;
        _send.End();
        using (ITimer timer = _time.CreateTimer(static state => ((ClientConnection)state!).Abort(), this, LastWordsTimeout, Timeout.InfiniteTimeSpan))
        {
            await sending;
            if (_hasComplained)
            {
                await HearOutAsync();
            }
        }

        await _context.DisposeAsync();
        LoseChannels(reason);
        _staging.Release();
        _scratch.Release();
        _account.Close();
    }

    private async Task<ShuffleException> ReceiveAsync(ReceiveLoop receive)
    {
        try
        {
            await receive.RunAsync(CancellationToken.None);
            return Lost("the worker closed it");
        }
        catch (ShuffleException e)
        {
            return e;
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return _bug is null ? Lost(e.Message) : Broken(_bug);
        }
        catch (Exception e)
        {
            // A bug of ours must not leave the channels waiting for ever.
            return Broken(e);
        }
        finally
        {
            OnPause();
        }
    }

    private async Task SendAsync()
    {
        try
        {
            await _send.RunAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or ShuffleException)
        {
            // The receive loop notices the closed socket and tells the channels.
            Abort();
            return;
        }
        catch (Exception e)
        {
            _bug = e;
            Abort();
            return;
        }

        if (_reason is null)
        {
            // A wanted end: the goodbye is out, the worker closes next; not waiting for it keeps a hung worker from hanging us.
            Abort();
        }
    }

    // A socket that is closed over bytes nobody has read takes back what it has just sent: the complaint has arrived when the worker closes its side.
    private async Task HearOutAsync()
    {
        try
        {
            while (await _bulk.ReceiveAsync(_staging.Memory, CancellationToken.None) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The worker went without a word, or was not quick enough.
        }
    }

    private void LoseChannels(ShuffleException reason)
    {
        foreach (uint channel in _channels.Keys.Order())
        {
            if (_channels.TryRemove(channel, out IClientChannel? lost))
            {
                lost.OnConnectionLost(reason);
            }
        }
    }

    private ShuffleException Broken(Exception bug) =>
        new(ShuffleErrorCode.InternalError, $"The connection to {Endpoint} ended by a bug of the client: {bug.Message}", bug);

    private ShuffleException Lost(string why) => new(ShuffleErrorCode.ConnectionLost, $"The connection to {Endpoint} was lost: {why}");
}
