using System.Buffers;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Connections;

/// <summary>
/// Puts messages on a connection: control messages first, in the order in which they were posted, then one turn of each channel that has data; what is small is
/// gathered (<see cref="SendBatch"/>) until there is nothing more to gather. Both ends of a connection run one. Posting and scheduling are safe from any thread
/// and never block; what is posted after the end is dropped, since its reader is gone.
/// </summary>
internal sealed class SendLoop
{
    // Control messages answer the other side's messages; so many unread bytes of them mean that it sends without reading.
    private const int MaxPostedBytes = 8 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly SendBatch _batch;
    private readonly Queue<ISendSource> _ready = new();
    private readonly Wait _added = new();
    private ArrayBufferWriter<byte> _posted = new();
    private ArrayBufferWriter<byte> _sending = new();
    private Exception? _overflow;
    private bool _ending;

    /// <param name="connection">Where the bytes go.</param>
    /// <param name="onSent">Called after each send, for the keepalive.</param>
    public SendLoop(IBulkConnection connection, Action onSent)
    {
        _batch = new SendBatch(connection, onSent);
        _posted.Write(ConnectionPreamble.Bytes);
    }

    /// <summary>Lends the buffer in which small messages are gathered; without one they go out one by one. Before <see cref="RunAsync"/>.</summary>
    public void Use(LedgerBuffer scratch) => _batch.Use(scratch);

    /// <summary>Posts a control message.</summary>
    public void Post<TMessage>(uint channel, in TMessage message)
        where TMessage : struct, IMessage<TMessage>
    {
        lock (_lock)
        {
            if (_ending || _overflow is not null)
            {
                return;
            }

            if (_posted.WrittenCount > MaxPostedBytes)
            {
                _overflow = new ShuffleException(ShuffleErrorCode.ConnectionLost, $"The other side has not read {MaxPostedBytes} bytes of answers.");
            }
            else
            {
                MessageCodec.Encode(_posted, channel, message);
            }
        }

        _added.End();
    }

    /// <summary>Gives a channel a turn. The channel sees to it that it is scheduled once at a time.</summary>
    public void Schedule(ISendSource source)
    {
        lock (_lock)
        {
            _ready.Enqueue(source);
        }

        _added.End();
    }

    /// <summary>What is posted is still sent; then the loop ends.</summary>
    public void End()
    {
        lock (_lock)
        {
            _ending = true;
        }

        _added.End();
    }

    /// <summary>Sends until <see cref="End"/> or a failure of the connection.</summary>
    /// <param name="cancellationToken">Cuts a send short. It does not end a wait for something to send: <see cref="End"/> does.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (Next(out ISendSource? source, out ValueTask added))
            {
                case Step.SendPosted:
                    await _batch.AppendAsync(_sending.WrittenMemory, cancellationToken);
                    _sending.ResetWrittenCount();
                    break;
                case Step.GiveTurn:
                    if (await source!.SendTurnAsync(_batch, cancellationToken))
                    {
                        Schedule(source);
                    }

                    break;
                case Step.Flush:
                    await _batch.FlushAsync(cancellationToken);
                    break;
                case Step.Wait:
                    await added;
                    break;
                default:
                    return;
            }
        }
    }

    private Step Next(out ISendSource? source, out ValueTask added)
    {
        lock (_lock)
        {
            source = null;
            added = default;
            if (_overflow is not null)
            {
                throw _overflow;
            }

            if (_posted.WrittenCount > 0)
            {
                (_posted, _sending) = (_sending, _posted);
                return Step.SendPosted;
            }

            if (!_ending && _ready.TryDequeue(out source))
            {
                return Step.GiveTurn;
            }

            if (!_batch.IsEmpty)
            {
                return Step.Flush;
            }

            if (_ending)
            {
                return Step.End;
            }

            // Under the lock: whoever adds something from here on ends this wait.
            added = _added.BeginAsync(CancellationToken.None);
            return Step.Wait;
        }
    }

    private enum Step
    {
        SendPosted,
        GiveTurn,
        Flush,
        Wait,
        End,
    }
}
