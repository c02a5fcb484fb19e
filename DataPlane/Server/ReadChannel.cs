using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using ShuffleOrleans.DataPlane.Connections;
using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Directories;
using ShuffleOrleans.DataPlane.Storage.Reading;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.DataPlane.Server;

/// <summary>
/// Stored frames being read over a connection. Opened on an I/O thread, then a source of the send loop, which sends stretches under the reader's credit. Ends
/// exactly once: with the end of what was asked for, an error, or the reader's or connection's close.
/// </summary>
internal sealed class ReadChannel : IWorkerChannel, ISendSource, IDiskWork
{
    // One turn sends at most so much before other channels get theirs.
    private const int TurnBytes = 1024 * 1024;

    // A shorter stretch is cheaper to copy behind its message header and send in one call than to send from the file in a second.
    private const int CopyBytes = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly WorkerConnection _connection;
    private readonly IReadRequest _request;
    private readonly List<BufferSegment> _segments = [];
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
        _credit.TryGrant(request.InitialCredit);
        connection.Server.AddReadChannel();
    }

    public string Description => _request.Description;

    // ---- The receive loop ---------------------------------------------------------------------------------------

    /// <summary>Begins to read: at once if the partition is open already, else when an I/O thread has opened it.</summary>
    public void Start()
    {
        try
        {
            if (_request.TryOpen() is OpenedRange range)
            {
                Opened(range);
            }
            else if (!_request.OpensOn().Queue.TryEnqueue(this))
            {
                Fail(ShuffleErrorCode.WorkerStopping, "The worker is stopping.");
            }
        }
        catch (ShuffleException e)
        {
            FailOpening(e);
        }
    }

    public void OnCredit(int bytes)
    {
        bool possible;
        lock (_lock)
        {
            possible = _credit.TryGrant(bytes);
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

    public void Close(string reason) => TryEnd();

    public void OnClientError(in ErrorDetail error)
    {
        TryEnd();
        if (error.Code == ShuffleErrorCode.FrameCorrupt)
        {
            _request.Complain();
        }
    }

    // ---- An I/O thread ------------------------------------------------------------------------------------------

    public void Run()
    {
        try
        {
            Opened(_request.Open());
        }
        catch (ShuffleException e)
        {
            FailOpening(e);
        }
    }

    private void Opened(OpenedRange range)
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
            }
        }

        if (ended)
        {
            range.Close();
            return;
        }

        ScheduleIfReady();
    }

    // ---- The send loop ------------------------------------------------------------------------------------------

    public async ValueTask<bool> SendTurnAsync(IBulkConnection connection, CancellationToken cancellationToken)
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
            for (long sent = 0; sent < TurnBytes && TryTake(TurnBytes - sent, out FrameStretch stretch);)
            {
                await SendAsync(connection, stretch, cancellationToken);
                sent += stretch.Length;
            }
        }
        catch
        {
            EndTurn();
            throw;
        }

        return EndTurn();
    }

    private bool TryTake(long maxBytes, out FrameStretch stretch)
    {
        lock (_lock)
        {
            stretch = default;
            if (_ended || _range!.Cursor.IsAtEnd)
            {
                return false;
            }

            stretch = _range.Cursor.Take(Math.Min(_credit.Available, Math.Max(maxBytes, _connection.Server.Ledger.BufferBytes)), int.MaxValue);
            return stretch.FrameCount > 0 && _credit.TryConsume(stretch.Length);
        }
    }

    private ValueTask SendAsync(IBulkConnection connection, in FrameStretch stretch, CancellationToken cancellationToken)
    {
        LedgerBuffer scratch = _connection.SendScratch;
        int length = (int)stretch.Length;
        MessageHeader.WriteData(scratch.GetSpan(), _request.Channel, length);
        if (length <= CopyBytes && MessageHeader.Length + length <= scratch.Length)
        {
            return TryRead(stretch, scratch.GetSpan().Slice(MessageHeader.Length, length))
                ? connection.SendAsync(scratch.Memory[..(MessageHeader.Length + length)], cancellationToken)
                : ValueTask.CompletedTask;
        }

        return stretch.Source.File is SafeFileHandle file
            ? SendFromFileAsync(connection, scratch.Memory[..MessageHeader.Length], file, stretch, cancellationToken)
            : SendFromMemoryAsync(connection, stretch, cancellationToken);
    }

    // Nothing of the message is on its way yet, so a disk that fails costs this channel only.
    private bool TryRead(in FrameStretch stretch, Span<byte> destination)
    {
        try
        {
            stretch.Source.Read(destination, stretch.Offset);
            return true;
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            Fail(ShuffleErrorCode.DiskFailed, $"The disk failed to read: {e.Message}");
            return false;
        }
    }

    private static async ValueTask SendFromFileAsync(
        IBulkConnection connection, ReadOnlyMemory<byte> header, SafeFileHandle file, FrameStretch stretch, CancellationToken cancellationToken)
    {
        await connection.SendAsync(header, cancellationToken);
        await connection.SendFileAsync(file, stretch.Offset, stretch.Length, cancellationToken);
    }

    private async ValueTask SendFromMemoryAsync(IBulkConnection connection, FrameStretch stretch, CancellationToken cancellationToken)
    {
        _segments.Add(new BufferSegment(_connection.SendScratch, 0, MessageHeader.Length));
        stretch.Source.TakeSegments(stretch.Offset, stretch.Length, _segments);
        try
        {
            await connection.SendAsync(_segments.ToArray(), cancellationToken);
        }
        finally
        {
            foreach (BufferSegment segment in CollectionsMarshal.AsSpan(_segments)[1..])
            {
                segment.Buffer.Release();
            }

            _segments.Clear();
        }
    }

    private bool EndTurn()
    {
        ReadEndMessage end;
        lock (_lock)
        {
            _sending = false;
            if (!_ended && !_range!.Cursor.IsAtEnd)
            {
                _scheduled = CanSend();
                return _scheduled;
            }

            end = new ReadEndMessage(_range!.FrameCount, _range.Bytes, _range.Cursor.Digest);
        }

        // The reader may find damage in what it has got by now.
        _connection.EndedReads.Add(_request);
        if (!TryEnd(() => _connection.Post(_request.Channel, end)))
        {
            // A close that came during the turn left the file open for it.
            CloseFile();
        }

        return false;
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
        }

        _connection.Schedule(this);
    }

    // Under the lock.
    private bool CanSend() => _range!.Cursor.NextFrameLength <= _credit.Available;

    // ---- The end ------------------------------------------------------------------------------------------------

    private void Fail(ShuffleErrorCode code, string reason) => TryEnd(() => _connection.PostError(_request.Channel, code, $"{Description}: {reason}"));

    private void FailOpening(ShuffleException error) => TryEnd(() => _request.PostFailed(_connection, error));

    private bool TryEnd(Action? lastWords = null)
    {
        bool sending;
        lock (_lock)
        {
            if (_ended)
            {
                return false;
            }

            _ended = true;
            sending = _sending;
        }

        _connection.Server.RemoveReadChannel();
        _connection.Remove(_request.Channel, lastWords);
        if (!sending)
        {
            CloseFile();
        }

        return true;
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
