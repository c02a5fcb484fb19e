using ShuffleOrleans.Client.Records;

namespace ShuffleOrleans.Tests.Client.Records;

public sealed class RecordWriterTests
{
    [Fact]
    public async Task Record_IsItsLengthAndItsBytes_EmittedTogether()
    {
        RecordingWriter output = new(2);
        RecordWriter writer = new(output);

        await writer.WriteAsync(new byte[] { 7, 8, 9 }, subpartition: 1);

        Assert.Equal([3, 0, 0, 0, 7, 8, 9], output.Streams[1]);
        Assert.Empty(output.Streams[0]);
        Assert.Equal(1, output.EmitCount);
    }

    [Fact]
    public async Task Broadcast_ReachesEverySubpartition_EmittedOnce()
    {
        RecordingWriter output = new(3);

        await new RecordWriter(output).BroadcastAsync(new byte[] { 5 });

        Assert.All(output.Streams, stream => Assert.Equal([1, 0, 0, 0, 5], stream));
        Assert.Equal(1, output.EmitCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(508)]
    [InlineData(509)]
    [InlineData((64 * 1024) - 4)]
    [InlineData((64 * 1024) - 3)]
    [InlineData(1_000_000)]
    public async Task Records_OfAnySize_KeepTheirBytes(int bytes)
    {
        RecordingWriter output = new(1);
        RecordWriter writer = new(output);
        byte[] record = new byte[bytes];
        new Random(bytes).NextBytes(record);

        await writer.WriteAsync(new byte[] { 1 }, 0);
        await writer.WriteAsync(record, 0);

        Assert.Equal([1, 0, 0, 0, 1, .. BitConverter.GetBytes(bytes), .. record], output.Streams[0]);
        Assert.Equal(2, writer.RecordCount);
        Assert.Equal(output.Streams[0].Count, writer.ByteCount);
    }

    [Fact]
    public async Task RecordAboveTheLimit_IsRefused_AndNothingIsEmitted()
    {
        RecordingWriter output = new(1);
        RecordWriter writer = new(output, maxRecordBytes: 10);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await writer.WriteAsync(new byte[11], 0));

        Assert.Empty(output.Streams[0]);
        Assert.Equal(0, writer.RecordCount);
    }
}
