using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.DataPlane.Server;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Server;

public sealed class WorkerConnectionTests : LiveWorkerTest
{
    [Fact]
    public async Task StopAfterTheEnd_DoesNothing()
    {
        DefaultConnectionContext context = new("ended") { Transport = new DuplexPipe(PipeReader.Create(Stream.Null), PipeWriter.Create(Stream.Null)) };
        WorkerConnection connection = new(Worker.Worker.Server, context, admitted: true, NullLogger.Instance);
        await connection.RunAsync();
        connection.Stop();
        Assert.True(connection.Ended.IsCompletedSuccessfully);
    }
}
