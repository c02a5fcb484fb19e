using ShuffleOrleans.DataPlane.Connections;
using ShuffleOrleans.DataPlane.FlowControl;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.FlowControl;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Connections;

/// <summary>
/// How many system calls and copies the bytes of a connection cost. Counts, which no load of the machine changes: whoever makes a body cost a call for each
/// frame again hears of it here.
/// </summary>
public sealed class SystemCallTests : IDisposable
{
    private const int Bodies = 8;
    private const int FramesPerBody = 16;

    private readonly MemoryLedger _ledger = new(new MemoryLedgerOptions { BudgetBytes = 32 * 1024 * 1024 });
    private readonly LedgerAccount _account;
    private readonly LedgerBuffer _staging;

    public SystemCallTests()
    {
        Assert.True(_ledger.TryOpenAccount("connection", 3, out _account));
        _staging = _account.Rent();
    }

    public void Dispose()
    {
        _staging.Release();
        _account.Close();
        Assert.Equal(0, _ledger.InUseBuffers);
        _ledger.Dispose();
    }

    [Fact]
    public async Task BulkBody_CostsOneReceiveForFiveBuffers_AndNextToNothingOfItIsCopied()
    {
        SamplePartition partition = new();
        for (int body = 0; body < Bodies; body++)
        {
            partition.Region([.. Enumerable.Range(0, FramesPerBody).Select(_ => (1, 65_000))]);
        }

        byte[][] bodies = [.. partition.Frames.Chunk(FramesPerBody).Select(frames => frames.SelectMany(frame => frame.Bytes).ToArray())];
        CountingConnection connection = new(Conversation(bodies), _staging);
        Receiver receiver = new(_ledger, partition);

        await new ReceiveLoop(connection, receiver, _staging, () => { }).RunAsync(CancellationToken.None);

        Assert.Equal(Bodies * FramesPerBody, receiver.FrameCount);
        // The first, which cannot know what comes; so many for each body; the last, which finds the end.
        int each = (bodies[0].Length + (5 * _ledger.BufferBytes) - 1) / (5 * _ledger.BufferBytes);
        Assert.InRange(connection.Receives, Bodies * each, (Bodies * each) + 2);
        // Of the first body what the first receive brought, of each other one a look ahead.
        Assert.InRange(connection.StagedBytes, 0, _staging.Length + (Bodies * 512));
        receiver.Close();
    }

    [Fact]
    public async Task SmallBodies_CostOneReceiveForManyOfThem()
    {
        SamplePartition partition = new SamplePartition().Region([.. Enumerable.Range(0, 200).Select(_ => (1, 1000))]);
        byte[][] bodies = [.. partition.Frames.Select(frame => frame.Bytes)];
        byte[] conversation = Conversation(bodies);
        CountingConnection connection = new(conversation, _staging);
        Receiver receiver = new(_ledger, partition);

        await new ReceiveLoop(connection, receiver, _staging, () => { }).RunAsync(CancellationToken.None);

        Assert.Equal(bodies.Length, receiver.FrameCount);
        Assert.InRange(connection.Receives, 1, (conversation.Length / _staging.Length) + 3);
        receiver.Close();
    }

    [Fact]
    public async Task WhatIsSmall_GoesOutInOneSend_WhoeverItIsFrom()
    {
        CountingConnection connection = new(default);
        LedgerBuffer scratch = _account.Rent();
        SendLoop loop = new(connection, () => { });
        loop.Use(scratch);
        for (uint channel = 1; channel <= 6; channel++)
        {
            loop.Post(channel, new AddCreditMessage(100));
            loop.Schedule(SilentSource.Small(8 * 1024));
        }

        loop.Schedule(new SilentSource(_ =>
        {
            loop.End();
            return default;
        }));
        await loop.RunAsync(CancellationToken.None);

        Assert.Equal(1, connection.Sends);
        Assert.True(connection.SentBytes > 6 * 8 * 1024);
        scratch.Release();
    }

    [Fact]
    public async Task WhatIsLarge_TakesAlongWhatIsSmall()
    {
        CountingConnection connection = new(default);
        LedgerBuffer scratch = _account.Rent();
        LedgerBuffer large = _account.Rent();
        SendLoop loop = new(connection, () => { });
        loop.Use(scratch);
        loop.Post(1, new AddCreditMessage(100));
        loop.Schedule(SilentSource.Small(1000));
        loop.Schedule(SilentSource.Large([new BufferSegment(large, 0, large.Length)]));
        loop.Schedule(new SilentSource(_ =>
        {
            loop.End();
            return default;
        }));
        await loop.RunAsync(CancellationToken.None);

        Assert.Equal(1, connection.Sends);
        scratch.Release();
        large.Release();
    }

    [Fact]
    public async Task HeaderOfAFileRange_WaitsForIt()
    {
        using TempDirectory directory = new();
        string path = Path.Combine(directory.Path, "file");
        await File.WriteAllBytesAsync(path, new byte[100_000]);
        using Microsoft.Win32.SafeHandles.SafeFileHandle file = File.OpenHandle(path);
        CountingConnection connection = new(default);
        LedgerBuffer scratch = _account.Rent();
        SendBatch batch = new(connection, () => { });
        batch.Use(scratch);
        MessageHeader.WriteData(batch.GetSpan(), 1, 100_000);
        batch.Advance(MessageHeader.Length);

        await batch.SendFileAsync(file, 0, 100_000, CancellationToken.None);

        Assert.Equal((1, 1, 1), (connection.Sends, connection.SendsThatAnnounceMore, connection.FileSends));
        scratch.Release();
    }

    private static byte[] Conversation(byte[][] bodies)
    {
        List<byte> bytes = [.. ConnectionPreamble.Bytes];
        byte[] header = new byte[MessageHeader.Length];
        foreach (byte[] body in bodies)
        {
            MessageHeader.WriteData(header, 1, body.Length);
            bytes.AddRange(header);
            bytes.AddRange(body);
        }

        return [.. bytes];
    }

    /// <summary>A channel that takes everything, and gives its memory back after each body.</summary>
    private sealed class Receiver : IMessageHandler, IDataSink
    {
        private readonly List<BufferSegment> _taken = [];
        private readonly RecordingFrames _frames;
        private readonly ReceiveWindow _window;
        private readonly FrameReceiver _receiver;

        public Receiver(MemoryLedger ledger, SamplePartition partition)
        {
            Assert.True(ledger.TryOpenAccount("channel", 40, out LedgerAccount account));
            _window = new ReceiveWindow(account, () => { }, () => { });
            _frames = new RecordingFrames(new FrameSeed(partition.Attempt.Partition, partition.Attempt.Attempt));
            _receiver = new FrameReceiver(_window, _frames, new DiscardSink());
        }

        public int FrameCount => _frames.Seen.Count;

        public void OnControl(in MessageHeader header, ReadOnlySpan<byte> body) => Assert.Fail("No control message was sent.");

        public IDataSink OnData(in MessageHeader header)
        {
            _window.Grant(0, int.MaxValue);
            Assert.True(_window.TryConsume(header.BodyLength));
            return this;
        }

        public void OnPause()
        {
            // Nobody waits.
        }

        public int GetPlaces(Span<Memory<byte>> places, int bytes) => _receiver.GetPlaces(places, bytes);

        public void Advance(int bytes) => _receiver.Advance(bytes);

        public void EndBody()
        {
            _receiver.EndBody();
            _window.TakeAppended(_taken);
            _taken.ForEach(segment => segment.Buffer.Release());
            _taken.Clear();
        }

        public void Close() => _window.Close();
    }
}
