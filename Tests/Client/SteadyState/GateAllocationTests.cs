using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Gates;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Client.ControlPlane;
using ShuffleOrleans.Tests.Client.Remote;

namespace ShuffleOrleans.Tests.Client.SteadyState;

/// <summary>A gate that has come to its stride makes no garbage: not for a frame, not for a buffer the task polls, not for a wait.</summary>
[Collection(Alone.Name)]
public sealed class GateAllocationTests(Xunit.Abstractions.ITestOutputHelper output) : IAsyncLifetime, IAsyncDisposable
{
    private const int FramesPerBody = 64;
    private const int Bodies = 64;
    private const int Runs = 4;

    // A few bytes a frame, where the smallest object takes 24: the connection's own receive loop makes a little each time it waits.
    private const long Slack = 8 * FramesPerBody * Bodies;

    private readonly MemoryWorker _worker = new();

    public async ValueTask DisposeAsync() => await _worker.DisposeAsync();

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    // The second size is no part of a buffer: many a frame crosses the end of one.
    [Theory]
    [InlineData(4096 - FrameHeader.Length)]
    [InlineData(5000)]
    public async Task Frames_MakeNoGarbage(int payloadBytes)
    {
        (byte[] stream, byte[] opened) = MakeStream(payloadBytes);
        await using RemoteInputGate gate = Gate();
        await gate.SetupAsync();
        Assert.False(gate.TryPollNext(out _));
        await _worker.Connection.OpenedAsync().WaitAsync(Patience.Limit);
        await _worker.Connection.ReceivedAsync().AsTask().WaitAsync(Patience.Limit);
        _worker.Connection.Give(opened);

        int bodyBytes = stream.Length / (Bodies * Runs);
        int given = 0;
        long polledBytes = 0;
        long allocated = await Allocated.LeastOfAsync(async () =>
        {
            for (int body = 0; body < Bodies; body++)
            {
                await _worker.Connection.ReceivedAsync();
                _worker.Connection.Give(stream.AsMemory(given, bodyBytes));
                given += bodyBytes;
                long expected = polledBytes + ((long)FramesPerBody * payloadBytes);
                while (polledBytes < expected)
                {
                    Assert.True(await gate.WaitToPollAsync());
                    while (gate.TryPollNext(out BufferOrEvent next))
                    {
                        using NetworkBuffer buffer = next.Buffer;
                        polledBytes += buffer.Memory.Length;
                    }
                }
            }
        });
        Assert.Equal(stream.Length, given);
        output.WriteLine($"{allocated} bytes for {FramesPerBody * Bodies} frames");
        Assert.InRange(allocated, 0, Slack);
    }

    private static (byte[] Stream, byte[] Opened) MakeStream(int payloadBytes)
    {
        const int Frames = FramesPerBody * Bodies * Runs;
        int frameBytes = FrameHeader.Length + payloadBytes;
        byte[] stream = new byte[((long)Frames * frameBytes) + (Bodies * Runs * MessageHeader.Length)];
        PartitionAttemptId attempt = Names.Attempt(0);
        FrameSeed seed = new(attempt.Partition, attempt.Attempt);
        FrameDigest digest = default;
        int offset = 0;
        for (int i = 0; i < Frames; i++)
        {
            if (i % FramesPerBody == 0)
            {
                MessageHeader.WriteData(stream.AsSpan(offset), 1, FramesPerBody * frameBytes);
                offset += MessageHeader.Length;
            }

            FrameHeader header = new(payloadBytes, 0, 0, (uint)i, FrameKind.Data, FrameFlags.None, 0);
            digest.Append(seed.Seal(header, stream.AsSpan(offset, frameBytes)));
            offset += frameBytes;
        }

        PartitionReceipt receipt = new(1, Frames, (long)Frames * payloadBytes, digest.Value);
        return (stream, MemoryWorker.Encode(1, new ReadOpenedMessage(receipt, Frames, (long)Frames * frameBytes)));
    }

    private RemoteInputGate Gate()
    {
        RemoteShuffleDescriptor descriptor = new(Names.Result(0), new PartitionAllocation(Names.Attempt(0), 4, [MemoryWorker.Location]));
        InputGateDeploymentDescriptor deployment = new(Names.DataSet, SubpartitionRange.Single(0), [descriptor]);
        return new RemoteInputGate(deployment, _worker.Connections, _worker.Ledger, new GateOptions { MemoryPerGateBytes = 4 * 1024 * 1024 }, "test");
    }
}
