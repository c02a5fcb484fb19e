using System.IO.Pipelines;
using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.DataPlane.Transport;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Server;

public sealed class WorkerConnectionTests : LiveWorkerTest
{
    [Fact]
    public async Task StopAfterTheEnd_DoesNothing()
    {
        InMemoryConnection context = new("ended") { Transport = new DuplexPipe(PipeReader.Create(Stream.Null), PipeWriter.Create(Stream.Null)) };
        WorkerConnection connection = new(Worker.Worker.Server, context, admitted: true, NullLogger.Instance);
        await connection.RunAsync();
        connection.Stop();
        Assert.True(connection.Ended.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task BugWhileSending_CostsTheConnection_NotItsMemory()
    {
        InMemoryConnection context = new("broken");
        context.Features.Set<IBulkConnection>(new BuggyConnection());
        await Worker.Worker.Server.ServeAsync(context);
        Assert.True(context.IsAborted);
        Assert.Equal(0, Worker.Worker.Ledger.InUseBuffers);
    }
}
