using System.Runtime.CompilerServices;
using ShuffleOrleans.DataPlane.Connections;
using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Metrics;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// Stored frames being read over a connection. Opened first, then a source of the send loop, which sends stretches under the reader's credit. Ends
/// exactly once: with the end of what was asked for, an error, or the reader's or connection's close.
/// </summary>
internal sealed partial class ReadChannel : IWorkerChannel, ISendSource, IRangeOwner
{
    // One turn sends at most so much before other channels get theirs.
    private const int TurnBytes = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly WorkerConnection _connection;
    private readonly IReadRequest _request;
    private readonly StretchSender _sender;
    private StretchLoader? _loader;
    private long _progress;
    private SendCredit _credit;
    private OpenedRange? _range;
    private bool _closed;
    private bool _scheduled;
    private bool _sending;
    private bool _ended;

    public ReadChannel(WorkerConnection connection, IReadRequest request)
    {
        _connection = connection;
        _request = request;
        _sender = new StretchSender(request.Channel);
        _credit.TryGrant(request.InitialCredit);
        _openedAt = connection.Server.Time.GetUtcNow();
        _begun = connection.Server.Time.GetTimestamp();
        WaitsFor(Blocker.Opening);
    }

    public string Description => _request.Description;

    public long Progress => Volatile.Read(ref _progress);

    // ---- The receive loop ---------------------------------------------------------------------------------------

    /// <summary>Begins to read.</summary>
    public void Start() => new RangeOpener(_request, this).Start();

    public void OnCredit(int bytes)
    {
        bool possible;
        lock (_lock)
        {
            possible = _credit.TryGrant(bytes);
            Interlocked.Increment(ref _progress);
        }

        if (possible)
        {
            ScheduleIfReady();
        }
        else
        {
            Fail(ShuffleErrorCode.CreditOverrun, "The reader has granted an impossible amount of credit.");
        }
    }

    public IDataSink BeginBody(int bodyLength)
    {
        Fail(ShuffleErrorCode.UnexpectedMessage, "Data came on a channel that reads.");
        return _connection.Discard;
    }

    public void Close(string reason) => End();

    public void OnIdle() => Fail(ShuffleErrorCode.ChannelIdle, $"nothing moved for {_connection.Server.Options.MaxChannelIdleTime}.");

    public void OnClientError(in ErrorDetail error)
    {
        End();
        if (error.Code == ShuffleErrorCode.FrameCorrupt)
        {
            _request.Complain();
        }
    }

    // ---- Whoever has opened it -----------------------------------------------------------------------------------

    public void OnOpened(OpenedRange range)
    {
        bool ended;
        lock (_lock)
        {
            ended = _ended;
            if (!ended)
            {
                // Both under the lock: credit that comes now must not send frames ahead of this message.
                _request.PostOpened(_connection, range);
                _range = range;
                WaitsFor(Blocker.NoCredit);
            }
        }

        if (ended)
        {
            range.Close();
            return;
        }

        TimeOpening(found: true);
        ScheduleIfReady();
    }

    public void OnNotOpened(ShuffleException error)
    {
        TimeOpening(found: false);
        Span?.Fail(error.Message);
        End(() => _request.PostFailed(_connection, error));
    }

    public void OnRefused(ShuffleErrorCode code, string reason) => Fail(code, reason);

    // ---- The send loop ------------------------------------------------------------------------------------------

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> SendTurnAsync(SendBatch batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _scheduled = false;
            if (_ended)
            {
                return false;
            }

            _sending = true;
        }

        try
        {
            for (long sent = 0; sent < TurnBytes && TryTake(TurnBytes - sent, out FrameStretch stretch, out bool wasLoaded);)
            {
                await batch.ReserveAsync(StretchSender.BatchBytes, cancellationToken);
                if (!TryPrepare(batch, stretch, wasLoaded, out bool isLoading))
                {
                    if (isLoading)
                    {
                        // The turn goes on when the bytes are there; perhaps it has already.
                        return false;
                    }

                    break;
                }

                await _sender.SendAsync(batch, stretch, cancellationToken);
                sent += stretch.Length;
                Interlocked.Add(ref _progress, stretch.Length);
                _connection.Server.Metrics.OnSent(stretch.Length);
                OnSent(stretch);
            }
        }
        catch
        {
            EndTurn();
            throw;
        }

        return EndTurn();
    }

    private bool TryTake(long maxBytes, out FrameStretch stretch, out bool wasLoaded)
    {
        lock (_lock)
        {
            stretch = default;
            wasLoaded = _loader is not null && _loader.TryTake(out stretch);
            if (_ended || wasLoaded)
            {
                // What was loaded is paid for already.
                return wasLoaded && !_ended;
            }

            if (_range!.Cursor.IsAtEnd)
            {
                return false;
            }

            stretch = _range.Cursor.Take(Math.Min(_credit.Available, Math.Max(maxBytes, _connection.Server.Ledger.BufferBytes)), int.MaxValue);
            return stretch.FrameCount > 0 && _credit.TryConsume(stretch.Length);
        }
    }

    private bool EndTurn()
    {
        lock (_lock)
        {
            _sending = false;
            if (!_ended && !_range!.Cursor.IsAtEnd)
            {
                _scheduled = CanSend();
                WaitsFor(_scheduled ? Blocker.SlowReader : Blocker.NoCredit);
                return _scheduled;
            }
        }

        Finish(_range!);
        return false;
    }

    private void Finish(OpenedRange range)
    {
        // Remembered: the reader may find damage in what it has got by now.
        _connection.EndedReads.Add(_request);
        ReadEndMessage end = new(range.FrameCount, range.Bytes, range.Cursor.Digest);
        if (TryMarkEnded(out _))
        {
            EndSpan();
            _connection.Server.RemoveReadChannel();
            _connection.Remove(_request.Channel, end);
        }

        // Also if a close came during the turn, which left the file open for it.
        CloseFile();
    }

    private void ScheduleIfReady()
    {
        lock (_lock)
        {
            if (_ended || _scheduled || _sending || _range is null || !(_range.Cursor.IsAtEnd || CanSend()))
            {
                return;
            }

            _scheduled = true;
            WaitsFor(Blocker.SlowReader);
        }

        _connection.Schedule(this);
    }

    // Under the lock.
    private bool CanSend() => _range!.Cursor.NextFrameLength <= _credit.Available;

    // ---- The disk ------------------------------------------------------------------------------------------------

    private void OnLoaded(Exception? error)
    {
        TimeLoading();
        if (error is not null)
        {
            OnDiskFailed(error);
        }

        bool ended;
        lock (_lock)
        {
            _sending = false;
            ended = _ended;
            _scheduled = !ended;
            WaitsFor(Blocker.SlowReader);
        }

        if (ended)
        {
            CloseFile();
        }
        else
        {
            _connection.Schedule(this);
        }
    }

    // Nothing of the message is on its way yet, so a disk that fails costs this channel only.
    private bool TryPrepare(SendBatch batch, in FrameStretch stretch, bool wasLoaded, out bool isLoading)
    {
        isLoading = false;
        try
        {
            if (StretchSender.TryPrepare(batch, stretch, mayWait: wasLoaded))
            {
                return true;
            }
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            OnDiskFailed(e);
            return false;
        }

        isLoading = TryLoad(stretch);
        return false;
    }

    // The send loop serves every channel of its connection, so it must not wait for a disk: an I/O thread brings what is not in memory, in the order of the
    // disk, and gives this channel its turn again. Until then the file stays open as if it were being sent.
    private bool TryLoad(in FrameStretch stretch)
    {
        OnLoading(stretch);
        // Few channels ever need one: what was written a moment ago is in memory.
        _loader ??= new StretchLoader(OnLoaded);
        if (_loader.TryLoad(stretch))
        {
            return true;
        }

        Fail(ShuffleErrorCode.WorkerStopping, "The worker is stopping.");
        return false;
    }

    private void OnDiskFailed(Exception error) => Fail(DiskFailure.CodeOf(error), $"The disk failed to read: {error.Message}");

    // ---- The end ------------------------------------------------------------------------------------------------

    private void Fail(ShuffleErrorCode code, string reason)
    {
        Span?.Fail(reason);
        End(() => _connection.PostError(_request.Channel, code, $"{Description}: {reason}"));
    }

    private void End(Action? lastWords = null)
    {
        if (!TryMarkEnded(out bool sending))
        {
            return;
        }

        EndSpan();
        _connection.Server.RemoveReadChannel();
        _connection.Remove(_request.Channel, lastWords);
        if (!sending)
        {
            CloseFile();
        }
    }

    private bool TryMarkEnded(out bool sending)
    {
        lock (_lock)
        {
            sending = _sending;
            if (_ended)
            {
                return false;
            }

            _ended = true;
            return true;
        }
    }

    private void CloseFile()
    {
        OpenedRange? range;
        lock (_lock)
        {
            range = _closed ? null : _range;
            _closed = true;
        }

        range?.Close();
    }
}
