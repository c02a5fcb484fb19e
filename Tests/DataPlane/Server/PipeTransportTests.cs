using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>
/// The same worker behind another host's transport, Kestrel's, which knows nothing of our bulk path: the essential claims hold over its pipes too.
/// </summary>
public sealed class PipeTransportTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public static TheoryData<string> Partitions => new("mixed", "empty", "long frames", "more than memory");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Partitions))]
    public async Task WhatIsWritten_ComesBack(string what)
    {
        SamplePartition partition = what switch
        {
            "mixed" => SamplePartition.Mixed(),
            "empty" => new SamplePartition(),
            "long frames" => SamplePartition.OfLongFrames(9),
            _ => SamplePartition.OfLongFrames(150),
        };
        await using LiveWorker worker = await StartAsync();
        await worker.WriteAsync(partition);
        Assert.Equal(partition.Bytes, await worker.ReadAsync(partition.Attempt, partition.All));
        SubpartitionRange range = new(2, 3);
        Assert.Equal(partition.BytesIn(range), await worker.ReadAsync(partition.Attempt, range));
        await worker.AssertIdleAsync();
    }

    [Fact]
    public async Task SlowReader_DoesNotHoldUpAFastOneOnItsConnection()
    {
        SamplePartition partition = SamplePartition.OfLongFrames(30);
        await using LiveWorker worker = await StartAsync();
        await worker.WriteAsync(partition);
        using RawClient client = await worker.GreetAsync(ConnectionDirection.Read);
        RawReader reader = new(client);
        await reader.OpenAsync(
            new OpenReadEntry(1, partition.Attempt, partition.All, 0, 0),
            new OpenReadEntry(2, partition.Attempt, partition.All, 0, RawReader.Plenty));
        await reader.ReadToEndAsync(2);
        await reader.GrantAsync(1, partition.Bytes.Length);
        await reader.ReadToEndsAsync();
        Assert.Equal(partition.Bytes, reader.BytesOf(1));
    }

    [Fact]
    public async Task Garbage_GetsAGoodbye()
    {
        await using LiveWorker worker = await StartAsync();
        using RawClient client = await RawClient.ConnectAsync(worker.Port.EndPoint);
        await client.SendAsync(new Script().Raw("GET / HTTP/1.1\r\n\r\n"u8));
        await client.ExpectGoodbyeAsync(ShuffleErrorCode.NotShuffleProtocol);
        await worker.AssertIdleAsync();
    }

    [Fact]
    public async Task WriterThatVanishes_LeavesNothing()
    {
        SamplePartition partition = SamplePartition.OfLongFrames(40);
        await using LiveWorker worker = await StartAsync();
        using (RawClient client = await worker.GreetAsync(ConnectionDirection.Write))
        {
            RawWriter writer = new(client, 1, partition);
            await writer.OpenAsync();
            await writer.SendFramesAsync();
            await client.SendAsync(new Script().DataHeader(1, 30_000).Raw(new byte[1000]));
        }

        await worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
        await worker.AssertIdleAsync();
        Assert.Empty(_directory.PartitionFiles);
    }

    private Task<LiveWorker> StartAsync() => LiveWorker.StartAsync(
        _directory, transport: new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance));
}
