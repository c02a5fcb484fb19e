using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// One partition attempt being written over a connection: takes its frames into memory under credit, has them written to the file, commits. The receive loop
/// drives it; the flusher reports from an I/O thread.
/// Ends exactly once, with a commit or an abort; then its memory and its place among the channels are free again.
/// </summary>
internal sealed partial class WriteChannel : IWorkerChannel, IDataSink, IFrameReceiverOwner, IFlushOwner
{
    private readonly Lock _lock = new();
    private readonly WorkerConnection _connection;
    private readonly uint _channel;
    private readonly OpenWriteMessage _open;
    private readonly FrameSeed _seed;
    private readonly ReceiveWindow _window;
    private readonly FrameReceiver _receiver;
    private readonly IPartitionWriter _writer;
    private readonly PartitionFlusher _flusher;
    private readonly int _bufferBytes;
    private readonly DataServerOptions _options;
    private long _backlog;
    private int _unflushed;
    private long _progress;
    private bool _insideBody;
    private bool _finishing;
    private bool _ended;

    public WriteChannel(WorkerConnection connection, uint channel, in OpenWriteMessage open, IPartitionWriter writer, LedgerAccount account)
    {
        DataServer server = connection.Server;
        _connection = connection;
        _channel = channel;
        _open = open;
        _options = server.Options;
        _bufferBytes = account.BufferBytes;
        _window = new ReceiveWindow(account, OnBufferReturned, OnQuotaAvailable);
        // The initial credit was promised in the hello: no message.
        _window.Grant(0, int.MaxValue);
        _writer = writer;
        _seed = new FrameSeed(open.Attempt.Partition, open.Attempt.Attempt);
        _receiver = new FrameReceiver(_window, this, connection.Discard);
        _flusher = new PartitionFlusher(writer, _window, this);
        _openedAt = server.Time.GetUtcNow();
        _movedAt = server.Time.GetTimestamp();
    }

    public string Description => $"write {_open.Attempt}";

    public long Progress => Volatile.Read(ref _progress);

    // ---- The receive loop ---------------------------------------------------------------------------------------

    /// <summary>It is among the connection's channels: from now on it may end, so from now on it hears of a revocation.</summary>
    public void Start() => _writer.OnRevoked(OnRevoked);

    public IDataSink BeginBody(int bodyLength)
    {
        if (_finishing)
        {
            Undo(ShuffleErrorCode.UnexpectedMessage, $"{Description}: Data came after the finish.");
            return _connection.Discard;
        }

        lock (_lock)
        {
            if (_ended)
            {
                return _connection.Discard;
            }

            _insideBody = true;
        }

        _progress += bodyLength;
        _connection.Server.Metrics.OnReceived(bodyLength);
        _connection.Traffic.OnReceived(bodyLength);

        if (!_window.TryConsume(bodyLength))
        {
            Fail(ShuffleErrorCode.CreditOverrun, $"A data message of {bodyLength} bytes came with a credit of {_window.Granted}.");
        }

        return this;
    }

    public int GetPlaces(Span<Memory<byte>> places, int bytes) => _receiver.GetPlaces(places, bytes);

    public void Advance(int bytes) => _receiver.Advance(bytes);

    public void EndBody()
    {
        _receiver.EndBody();
        NoteMove();
        bool ended;
        lock (_lock)
        {
            _insideBody = false;
            ended = _ended;
        }

        if (ended)
        {
            _window.Close();
        }
        else if (_window.Granted < _bufferBytes)
        {
            // The writer may be unable to send its next frame: make room now, however little there is.
            StartFlush();
        }
    }

    public ShuffleErrorCode CheckHeader(in FrameHeader header) =>
        header.FrameLength > _bufferBytes ? ShuffleErrorCode.MessageTooLarge : _writer.Check(header);

    public FrameSeed SeedOf(in FrameHeader header) => _seed;

    public void OnFrame(in FrameHeader header)
    {
        _writer.Add(header);
        _connection.Traffic.OnFrame();
        _unflushed += header.FrameLength;
        if (_unflushed >= _options.FlushBytes)
        {
            StartFlush();
        }
    }

    public void OnViolation(ShuffleErrorCode code, string reason) => Fail(code, reason);

    /// <summary>The writer has more to send than it may.</summary>
    public void OnBacklog(long bytes)
    {
        Volatile.Write(ref _backlog, bytes);
        GrowAndGrant();
    }

    /// <summary>The writer has sent everything.</summary>
    public void OnFinish(PartitionReceipt receipt)
    {
        if (_finishing)
        {
            Undo(ShuffleErrorCode.UnexpectedMessage, $"{Description}: A second finish came.");
        }
        else if (receipt != _writer.Receipt)
        {
            Fail(ShuffleErrorCode.ReceiptMismatch, $"The writer counted {receipt}, the worker {_writer.Receipt}.");
        }
        else
        {
            NoteMove();
            _finishing = true;
            _flusher.Finish();
        }
    }

    public void OnIdle() => Undo(ShuffleErrorCode.ChannelIdle, $"{Description}: nothing came for {_options.MaxChannelIdleTime}.");

    /// <summary>The writer gives up.</summary>
    public void OnAbort() => Undo(ShuffleErrorCode.WriteAborted, "Nothing of the attempt is kept.");

    public void Close(string reason)
    {
        // Between bodies, or after the last one: nobody writes into the window any more.
        lock (_lock)
        {
            _insideBody = false;
        }

        // The abort first: ending the channel drops what is not flushed, and a commit that still began after that would be short.
        _flusher.TryAbort(reason);
        if (!TryEnd())
        {
            _window.Close();
        }
    }

    public void OnClientError(in ErrorDetail error) => Close($"The client gave up: {error.Text}");

    // ---- The I/O threads ----------------------------------------------------------------------------------------

    public void OnFlushed()
    {
        // What arrived while the disk was busy may be all that the writer can send: see that it does not wait for nothing.
        if (_window.Granted < _bufferBytes)
        {
            GrowAndGrant();
            if (_window.HasAppended)
            {
                _flusher.Flush();
            }
        }
    }

    public void OnCommitted(PartitionReceipt receipt)
    {
        // Before the answer: whoever gets it may open the next channel at once.
        _connection.Server.RemoveWriteChannel();
        TryEnd(() => _connection.Post(_channel, new WriteCommittedMessage(receipt)));
    }

    public void OnFlushFailed(ShuffleErrorCode code, string reason) => Fail(code, reason);

    public void OnAborted() => _connection.Server.RemoveWriteChannel();

    // Once the commit has begun it is too late: its answer stands, as for any other undoing.
    private void OnRevoked() => Undo(ShuffleErrorCode.StaleEpoch, $"{Description}: it was released, or overtaken by a newer attempt, while it was written.");

    // ---- Credit: any thread -------------------------------------------------------------------------------------

    private void OnBufferReturned()
    {
        if (!_window.TryShrink())
        {
            GrowAndGrant();
        }
    }

    private void OnQuotaAvailable() => GrowAndGrant();

    private void GrowAndGrant()
    {
        long wanted = Math.Min(Volatile.Read(ref _backlog), _options.MaxWindowBytes);
        while (_window.Granted + _window.Ungranted < wanted && _window.QuotaBytes < _options.MaxWindowBytes && _window.TryGrow(waitIfShort: true))
        {
            // One buffer more.
        }

        int grant = _window.Grant(WorthAMessage, int.MaxValue);
        if (grant > 0)
        {
            NoteMove();
            _connection.Post(_channel, new AddCreditMessage(grant));
        }
    }

    // Buffers come back one by one; each grant is a message, and lets the writer send a body of that length. A quarter of the window, so that the writer still has
    // most of it on the way. What is received comes back through a flush, which begins when the writer has less than a buffer left: so this much does come together.
    private int WorthAMessage => (int)Math.Max(_bufferBytes, Math.Min(_options.FlushBytes, _window.QuotaBytes / 4));

    private void StartFlush()
    {
        _unflushed = 0;
        _flusher.Flush();
    }

    private void Fail(ShuffleErrorCode code, string reason)
    {
        if (TryEnd(() => _connection.PostError(_channel, code, $"{Description}: {reason}")))
        {
            _flusher.TryAbort(reason);
        }
    }

    // Ends the channel unless its commit has begun: then the answer to the finish stands, so that the client never hears of an end that did not happen.
    private void Undo(ShuffleErrorCode code, string reason)
    {
        if (_flusher.TryAbort(reason))
        {
            TryEnd(() => _connection.PostError(_channel, code, reason));
        }
    }

    // Whoever ends the channel closes the window, unless the receive loop is writing into it: then the end of the body does.
    private bool TryEnd(Action? lastWords = null)
    {
        bool insideBody;
        lock (_lock)
        {
            if (_ended)
            {
                return false;
            }

            _ended = true;
            insideBody = _insideBody;
        }

        _receiver.End();
        _connection.Remove(_channel, lastWords);
        if (!insideBody)
        {
            _window.Close();
        }

        return true;
    }
}
