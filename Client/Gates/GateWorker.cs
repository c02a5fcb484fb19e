using System.Diagnostics;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.Client.Metrics;
using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// What one gate reads from one worker: a window of memory, its division among the channels (<see cref="CreditQueue"/>), and which channels are open. No more
/// are open at once than the window could give one frame each, with one to spare, so the head of the queue is always served in the end: no channel waits for
/// credit that others only hold. Owned by the gate; outlives its connections.
/// </summary>
internal sealed class GateWorker
{
    private const int SpareFrames = 3;

    private readonly Lock _lock = new();
    private readonly Queue<GateChannel> _unopened = new();
    private readonly CreditQueue _credit;
    private readonly long _windowBytes;
    private readonly Action<GateWorker, ShuffleException> _connectionLost;
    private readonly ActivityContext _parent = Activity.Current?.Context ?? default;
    private ConnectionLease? _lease;
    private Activity? _span;
    private GateChannel? _bodyOf;
    private int _open;
    private bool _closed;

    /// <param name="endpoint">Where it is.</param>
    /// <param name="account">Its quota is the window; closed with it.</param>
    /// <param name="maxCreditPerChannel">The most one channel holds.</param>
    /// <param name="connectionLost">Called once for a lost connection while channels wait to be opened: nobody else may see to it that there is a new
    /// one.</param>
    public GateWorker(WorkerEndpoint endpoint, LedgerAccount account, long maxCreditPerChannel, Action<GateWorker, ShuffleException> connectionLost)
    {
        Endpoint = endpoint;
        _windowBytes = (long)account.Quota * account.BufferBytes;
        _connectionLost = connectionLost;
        Window = new ReceiveWindow(account, Share, Share);
        _credit = new CreditQueue(Window, account.BufferBytes, maxCreditPerChannel);
    }

    public WorkerEndpoint Endpoint { get; }

    public ReceiveWindow Window { get; }

    /// <summary>Whether a connection for it is there or being made. Under the gate's lock.</summary>
    public bool IsConnecting { get; set; }

    /// <summary>How many connections were lost since the last one that brought data.</summary>
    public int Losses { get; set; }

    /// <summary>Adds a channel that wants to be opened.</summary>
    public void Add(GateChannel channel)
    {
        lock (_lock)
        {
            _unopened.Enqueue(channel);
        }
    }

    /// <summary>Takes what waits to be opened, because no connection can be made.</summary>
    public IReadOnlyList<GateChannel> TakeUnopened()
    {
        lock (_lock)
        {
            GateChannel[] channels = [.. _unopened];
            _unopened.Clear();
            return channels;
        }
    }

    /// <summary>A connection is there: opens as many of the waiting channels as the window allows.</summary>
    /// <exception cref="ShuffleException">The worker's frames are too long for the memory this gate got.</exception>
    public void Connect(ConnectionLease lease)
    {
        int frameBytes = lease.Connection.Limits.MaxFrameLength;
        if (_windowBytes < (SpareFrames + 1L) * frameBytes)
        {
            lease.Dispose();
            throw new ShuffleException(
                ShuffleErrorCode.MemoryExhausted,
                $"{Endpoint} sends frames of up to {frameBytes} bytes, and the executor's shuffle memory has only {_windowBytes} bytes left for what this gate reads from it. Raise the budget or run fewer tasks at once.");
        }

        ConnectionLease? previous;
        lock (_lock)
        {
            previous = _lease;
            _lease = lease;
            _credit.SetFrameBytes(frameBytes);
        }

        previous?.Dispose();
        OpenMore();
    }

    /// <summary>Whether its connection still stands.</summary>
    public bool IsConnected
    {
        get
        {
            lock (_lock)
            {
                return _lease is { Connection.IsLost: false };
            }
        }
    }

    /// <summary>Opens waiting channels, in batches, as far as the window allows.</summary>
    public void OpenMore()
    {
        while (true)
        {
            ClientConnection connection;
            GateChannel[] batch;
            ConnectionLease? lost = null;
            lock (_lock)
            {
                int count = (int)Math.Min(Math.Min(_unopened.Count, MaxOpen - _open), OpenReadMessage.MaxEntries);
                if (_closed || _lease is null || count <= 0)
                {
                    return;
                }

                connection = _lease.Connection;
                batch = connection.IsLost ? [] : new GateChannel[count];
                if (connection.IsLost)
                {
                    (lost, _lease) = (_lease, null);
                }

                for (int i = 0; i < batch.Length; i++)
                {
                    batch[i] = _unopened.Dequeue();
                    _credit.GiveFirstShare(batch[i], batch.Length - i + _open);
                }

                _open += batch.Length;
            }

            if (lost is not null)
            {
                lost.Dispose();
                _connectionLost(this, connection.Reason!);
                return;
            }

            Open(connection, batch);
        }
    }

    /// <summary>Data arrives on a channel; until <see cref="EndBody"/> the receive loop may write into the window.</summary>
    /// <returns>False if the gate has closed: the data is to be dropped.</returns>
    /// <exception cref="ShuffleException">The worker sends more than it may.</exception>
    public bool TryBeginBody(GateChannel channel, int bytes)
    {
        lock (_lock)
        {
            if (_closed)
            {
                return false;
            }

            if (bytes > channel.Credit || !Window.TryConsume(bytes))
            {
                throw new ShuffleException(ShuffleErrorCode.CreditOverrun, $"{Endpoint} sent {bytes} bytes on a channel with a credit of {channel.Credit}.");
            }

            // A body that never ended: its connection is lost, and its channel has not heard so yet.
            DropBody();
            channel.Credit -= bytes;
            _bodyOf = channel;
            return true;
        }
    }

    /// <summary>The body has ended.</summary>
    public void EndBody(GateChannel channel)
    {
        Losses = 0;
        if (!LeaveBody(channel))
        {
            Feed(channel);
        }
    }

    /// <summary>Whether the receive loop is in the middle of a body of this channel.</summary>
    public bool IsInsideBody(GateChannel channel)
    {
        lock (_lock)
        {
            return _bodyOf == channel;
        }
    }

    /// <summary>The channel has learnt how much is to come.</summary>
    public void OnBacklog(GateChannel channel) => Feed(channel);

    /// <summary>The channel has ended, or lost its connection: its credit goes to others.</summary>
    public void Leave(GateChannel channel)
    {
        lock (_lock)
        {
            if (_bodyOf == channel && !_closed)
            {
                DropBody();
            }
        }

        if (LeaveBody(channel))
        {
            return;
        }

        lock (_lock)
        {
            _credit.Remove(channel);
            _open--;
        }

        OpenMore();
        Share();
    }

    /// <summary>The gate closes: from here on no body begins.</summary>
    public void BeginClose()
    {
        lock (_lock)
        {
            _closed = true;
        }
    }

    /// <summary>
    /// The gate has closed its channels. Segments the task still holds stay valid; a body that is just coming in keeps the window until its end.
    /// </summary>
    public void EndClose()
    {
        ConnectionLease? lease;
        bool insideBody;
        lock (_lock)
        {
            lease = _lease;
            _lease = null;
            insideBody = _bodyOf is not null;
        }

        if (!insideBody)
        {
            Window.Close();
        }

        lease?.Dispose();
        _span?.Dispose();
    }

    // Under the lock. Whole frames were taken one by one, so what is left in the window is the beginning of one that was cut off.
    private void DropBody()
    {
        if (_bodyOf is not null)
        {
            _bodyOf = null;
            Window.DropAppended();
            Window.GiveBackExpected();
        }
    }

    // Says whether the gate has closed meanwhile.
    private bool LeaveBody(GateChannel channel)
    {
        bool closed;
        bool last;
        lock (_lock)
        {
            last = _bodyOf == channel;
            _bodyOf = last ? null : _bodyOf;
            closed = _closed;
        }

        if (closed && last)
        {
            Window.Close();
        }

        return closed;
    }

    // One frame for each open channel; what is spared is one more for the head of the queue, and two buffers that are partly filled or partly consumed.
    private long MaxOpen => (_windowBytes / _credit.FrameBytes) - SpareFrames;

    private void Open(ClientConnection connection, GateChannel[] batch)
    {
        foreach (GateChannel channel in batch)
        {
            channel.Attach(this, connection);
        }

        _span ??= ClientSpans.StartRead(Endpoint.Worker, _parent);
        connection.Open(batch, first =>
        {
            connection.PostTrace(first, batch.Length, _span?.Context ?? _parent);
            List<OpenReadEntry> together = new(batch.Length);
            for (int i = 0; i < batch.Length; i++)
            {
                batch[i].Open(first + (uint)i, together);
            }

            if (together.Count > 0)
            {
                connection.Post(0, new OpenReadMessage(together));
            }
        });
    }

    private void Feed(GateChannel channel)
    {
        lock (_lock)
        {
            _credit.Enqueue(channel);
        }

        Share();
    }

    private void Share()
    {
        lock (_lock)
        {
            if (!_closed)
            {
                _credit.Serve();
            }
        }
    }
}
