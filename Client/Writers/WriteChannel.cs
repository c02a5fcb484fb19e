using System.Runtime.CompilerServices;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.DataPlane.Connections;
using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Client.Writers;

/// <summary>
/// The client's end of a write channel: sealed frames in, sent in order under the worker's credit, gathered into few system calls. The task enqueues; the
/// connection's loops send and answer. Ends once, with the worker's commit
/// or an error; every chunk goes back to the pool in either case.
/// </summary>
internal sealed class WriteChannel : IClientChannel, ISendSource
{
    // A body that is copied into the batch with others, and its header.
    private const int BatchBytes = MessageHeader.Length + SendBatch.MaxCopiedBytes;

    private readonly Lock _lock = new();
    private readonly ClientConnection _connection;
    private readonly ChunkPool _pool;
    private readonly PartitionAttemptId _attempt;
    private readonly OutgoingFrames _frames;
    private readonly TaskCompletionSource<PartitionReceipt> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WriteWatch _watch;
    private SendCredit _credit;
    private PartitionReceipt? _finish;
    private uint _channel;
    private bool _backlogTold;
    private bool _scheduled;
    private bool _inTurn;
    private bool _failed;

    /// <summary>Opens the channel; frames may follow at once.</summary>
    public WriteChannel(ClientConnection connection, ChunkPool pool, PartitionAttemptId attempt, int subpartitionCount, StorageChoice storage, WriteWatch watch)
    {
        _watch = watch;
        _connection = connection;
        _pool = pool;
        _frames = new OutgoingFrames(pool);
        _attempt = attempt;
        _credit.TryGrant(connection.Limits.InitialWriteCredit);
        connection.Open([this], channel =>
        {
            _channel = channel;
            connection.PostTrace(channel, 1, watch.Span);
            connection.Post(channel, new OpenWriteMessage(attempt, subpartitionCount, storage));
        });
    }

    /// <summary>Completes with the receipt when the worker has committed, or fails.</summary>
    public Task<PartitionReceipt> Ended => _ended.Task;

    // ---- The task -----------------------------------------------------------------------------------------------

    /// <summary>
    /// Queues a sealed frame; the channel gives the chunk back to the pool. After a failure it does so at once. What does not fill a data message yet is kept
    /// back until more comes or <see cref="Push"/> is called, so that it goes out in one piece.
    /// </summary>
    public void Enqueue(Chunk chunk)
    {
        bool refused;
        bool full = false;
        lock (_lock)
        {
            refused = _failed;
            if (!refused)
            {
                _frames.Enqueue(chunk);
                full = _frames.FillsBody;
            }
        }

        if (refused)
        {
            _pool.Return(chunk);
        }
        else if (full)
        {
            Push();
        }
    }

    /// <summary>Sends what is queued, as far as the worker's credit reaches.</summary>
    public void Push()
    {
        bool schedule;
        lock (_lock)
        {
            schedule = TryScheduleLocked();
        }

        After(schedule);
    }

    /// <summary>Everything is queued: the finish goes out behind the last frame.</summary>
    public void Finish(PartitionReceipt receipt)
    {
        bool now;
        _watch.OnFinish();
        lock (_lock)
        {
            _finish = receipt;
            now = _frames.IsEmpty && !_inTurn && !_failed;
        }

        if (now)
        {
            _connection.Post(_channel, new FinishWriteMessage(receipt));
        }
    }

    /// <summary>Gives up, unless it has ended. Completes when no chunk is in the channel any more.</summary>
    public Task AbortAsync()
    {
        if (!_ended.Task.IsCompleted)
        {
            _connection.Post(_channel, new AbortWriteMessage());
        }

        Fail(new ShuffleException(ShuffleErrorCode.WriteAborted, $"Writing {_attempt} was given up."));
        return _drained.Task;
    }

    // ---- The receive loop ---------------------------------------------------------------------------------------

    public void OnControl(MessageType type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case MessageType.AddCredit:
                OnCredit(ClientConnection.Decode<AddCreditMessage>(body).Bytes);
                break;
            case MessageType.WriteCommitted:
                OnCommitted(ClientConnection.Decode<WriteCommittedMessage>(body).Receipt);
                break;
            case MessageType.ChannelError:
                Fail(ClientConnection.Decode<ChannelErrorMessage>(body).Error.ToException());
                break;
            default:
                throw new ShuffleException(ShuffleErrorCode.UnexpectedMessage, $"A message of type {type} came on a channel that writes.");
        }
    }

    public IDataSink BeginBody(int bodyLength) => throw new ShuffleException(ShuffleErrorCode.UnexpectedMessage, "Data came on a channel that writes.");

    public void OnConnectionLost(ShuffleException reason) => Fail(reason);

    // ---- The send loop ------------------------------------------------------------------------------------------

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> SendTurnAsync(SendBatch batch, CancellationToken cancellationToken)
    {
        int bodyLength = TakeBody();
        if (bodyLength > 0)
        {
            try
            {
                await batch.ReserveAsync(BatchBytes, cancellationToken);
                await SendBodyAsync(batch, bodyLength, cancellationToken);
                _watch.OnSent(bodyLength, _frames.Body.Length);
            }
            catch
            {
                // The connection is lost, and the receive loop will say so; the chunks must not be lost with it.
                EndTurn();
                throw;
            }
        }

        return EndTurn();
    }

    private ValueTask SendBodyAsync(SendBatch batch, int bodyLength, CancellationToken cancellationToken)
    {
        MessageHeader.WriteData(batch.GetSpan(), _channel, bodyLength);
        batch.Advance(MessageHeader.Length);
        ReadOnlyMemory<BufferSegment> frames = _frames.Body;
        if (bodyLength > SendBatch.MaxCopiedBytes)
        {
            return batch.SendAsync(frames, cancellationToken);
        }

        foreach (BufferSegment frame in frames.Span)
        {
            frame.Span.CopyTo(batch.GetSpan());
            batch.Advance(frame.Length);
        }

        return default;
    }

    private int TakeBody()
    {
        lock (_lock)
        {
            _scheduled = false;
            _inTurn = true;
            return _frames.TakeBody(ref _credit);
        }
    }

    private bool EndTurn()
    {
        _frames.ReturnBody();
        PartitionReceipt? finish = null;
        bool tellBacklog;
        long backlog;
        lock (_lock)
        {
            _inTurn = false;
            if (_failed)
            {
                _drained.TrySetResult();
                return false;
            }

            if (_frames.IsEmpty)
            {
                finish = _finish;
            }
            else if (_frames.CanSend(_credit))
            {
                _scheduled = true;
                return true;
            }

            tellBacklog = !_frames.IsEmpty && !_backlogTold;
            _backlogTold |= tellBacklog;
            _watch.OnBacklog(tellBacklog);
            backlog = _frames.QueuedBytes;
        }

        if (finish is PartitionReceipt receipt)
        {
            _connection.Post(_channel, new FinishWriteMessage(receipt));
        }

        if (tellBacklog)
        {
            _connection.Post(_channel, new BacklogMessage(backlog));
        }

        return false;
    }

    // ---- Any of them --------------------------------------------------------------------------------------------

    private void OnCredit(int bytes)
    {
        bool schedule;
        lock (_lock)
        {
            if (!_credit.TryGrant(bytes))
            {
                throw new ShuffleException(ShuffleErrorCode.CreditOverrun, "The worker has granted an impossible amount of credit.");
            }

            _backlogTold = false;
            _watch.OnCredit();
            schedule = TryScheduleLocked();
        }

        After(schedule);
    }

    private void OnCommitted(PartitionReceipt receipt)
    {
        _connection.Remove(_channel);
        if (receipt == _finish)
        {
            _watch.OnCommitted();
            _ended.TrySetResult(receipt);
        }
        else
        {
            Fail(new ShuffleException(ShuffleErrorCode.ReceiptMismatch, $"{_attempt}: the worker committed {receipt}, the writer sent {_finish}."));
        }
    }

    private bool TryScheduleLocked()
    {
        if (_scheduled || _inTurn || _failed || !_frames.CanSend(_credit))
        {
            return false;
        }

        _scheduled = true;
        return true;
    }

    private void After(bool schedule)
    {
        if (schedule)
        {
            _connection.Schedule(this);
        }
        else
        {
            TellBacklogOnce();
        }
    }

    private void TellBacklogOnce()
    {
        long backlog;
        lock (_lock)
        {
            if (_backlogTold || _scheduled || _inTurn || _failed || _frames.IsEmpty)
            {
                return;
            }

            _backlogTold = true;
            _watch.OnBacklog(true);
            backlog = _frames.QueuedBytes;
        }

        _connection.Post(_channel, new BacklogMessage(backlog));
    }

    private void Fail(ShuffleException error)
    {
        lock (_lock)
        {
            if (_failed)
            {
                return;
            }

            _failed = true;

            // Before anybody can see that it has failed: whoever does may dispose the pool.
            _frames.ReturnQueued();

            if (!_inTurn)
            {
                _drained.TrySetResult();
            }
        }

        _connection.Remove(_channel);
        _ended.TrySetException(error);
        _ = _ended.Task.Exception;
    }
}
