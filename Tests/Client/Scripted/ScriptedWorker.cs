using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Client.Scripted;

/// <summary>
/// The data plane of a worker as the protocol tells it, on a loopback socket, with reduce partitions in memory. By itself it does everything right; a test's
/// script changes single answers: it refuses or ignores writers, cuts connections between frames, answers readers with other frames or numbers. It never sends
/// broken messages.
/// </summary>
internal sealed class ScriptedWorker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _lock = new();
    private readonly List<Task> _serving = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<WrittenShare> _opened = Channel.CreateUnbounded<WrittenShare>();
    private readonly ReducePile _pile = new();
    private readonly List<OpenReduceReadMessage> _reads = [];
    private readonly List<(uint Channel, ShuffleErrorCode Code)> _complaints = [];
    private readonly Task _accepting;

    /// <param name="number">Which of a test's workers, from 0.</param>
    public ScriptedWorker(int number = 0)
    {
        Identity = WorkerId.FromGuid(new Guid(number + 1, 0, 0, new byte[8]));
        _listener.Start();
        Location = new(Identity, Incarnation, "127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);
        _accepting = AcceptAsync();
    }

    public WorkerId Identity { get; }

    public WorkerIncarnationId Incarnation { get; } = WorkerIncarnationId.FromGuid(Guid.NewGuid());

    public WorkerLocation Location { get; }

    /// <summary>What a writer may send; it gets no more than this.</summary>
    public int InitialCredit { get; init; } = 1 << 30;

    /// <summary>Which subpartitions of a share it holds; all of them unless said otherwise.</summary>
    public Func<OpenWriteMessage, SubpartitionRange> ShareOf { get; set; } = open => new SubpartitionRange(0, open.SubpartitionCount - 1);

    /// <summary>Why a writer is refused behind its next frames; null if it is not.</summary>
    public Func<WrittenShare, ErrorDetail?> OnData { get; set; } = _ => null;

    /// <summary>Why a writer is refused when it finishes; null if it is not.</summary>
    public Func<WrittenShare, ErrorDetail?> OnFinish { get; set; } = _ => null;

    /// <summary>What becomes of the right answer to read number 0, 1, ...</summary>
    public Func<int, ReduceReply, ReduceReply> OnRead { get; set; } = (_, reply) => reply;

    /// <summary>The write channels, in the order in which they were opened.</summary>
    public ChannelReader<WrittenShare> Opened => _opened.Reader;

    /// <summary>The requests to read so far.</summary>
    public IReadOnlyList<OpenReduceReadMessage> Reads
    {
        get
        {
            lock (_lock)
            {
                return [.. _reads];
            }
        }
    }

    /// <summary>The errors that readers have sent so far, each with the channel it came on.</summary>
    public IReadOnlyList<(uint Channel, ShuffleErrorCode Code)> Complaints
    {
        get
        {
            lock (_lock)
            {
                return [.. _complaints];
            }
        }
    }

    public static ScriptedWorker Start() => new();

    /// <summary>Ends it and its connections; a second time does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_serving);
    }

    /// <summary>Lays down a contribution without a writer.</summary>
    public void Put(ProducerTag tag, params IEnumerable<byte[]> frames)
    {
        lock (_lock)
        {
            foreach (byte[] frame in frames)
            {
                _pile.Add(tag, new SubpartitionRange(0, 0), frame);
            }

            _pile.Commit(tag);
        }
    }

    /// <summary>What it answers when no script interferes.</summary>
    public ReduceReply RightAnswer(in OpenReduceReadMessage request)
    {
        lock (_lock)
        {
            return _pile.Answer(request);
        }
    }

    internal WrittenShare BeginWrite(in OpenWriteMessage open)
    {
        WrittenShare share = new(open);
        Assert.True(_opened.Writer.TryWrite(share));
        return share;
    }

    internal ErrorDetail? Write(WrittenShare share, ReadOnlySpan<byte> body)
    {
        lock (_lock)
        {
            int before = share.Frames.Count;
            share.Take(body);
            foreach (byte[] frame in share.Frames.Skip(before))
            {
                _pile.Add(ProducerTag.Of(share.Open.Attempt), ShareOf(share.Open), frame);
            }

            if (OnData(share) is ErrorDetail error)
            {
                share.End(committed: false);
                return error;
            }

            return null;
        }
    }

    internal ErrorDetail? Finish(WrittenShare share, PartitionReceipt receipt)
    {
        lock (_lock)
        {
            ErrorDetail? error = receipt == share.Receipt ? OnFinish(share) : new ErrorDetail(ShuffleErrorCode.ReceiptMismatch, $"{share.Receipt}");
            if (error is null)
            {
                _pile.Commit(ProducerTag.Of(share.Open.Attempt));
            }

            share.End(committed: error is null);
            return error;
        }
    }

    internal void HearComplaint(uint channel, in ErrorDetail error)
    {
        lock (_lock)
        {
            _complaints.Add((channel, error.Code));
        }
    }

    internal ReduceReply Read(in OpenReduceReadMessage request)
    {
        lock (_lock)
        {
            _reads.Add(request);
            return OnRead(_reads.Count - 1, _pile.Answer(request));
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stopping.Token);
                _serving.Add(new ScriptedConnection(this, socket).ServeAsync(_stopping.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
