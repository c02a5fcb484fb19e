using System.Net;
using System.Net.Sockets;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Samples.BatchEngine.Executors;
using ShuffleOrleans.Samples.BatchEngine.Masters;
using ShuffleOrleans.Samples.BatchEngine.Messages;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;

namespace ShuffleOrleans.Tests.Samples.Executors;

/// <summary>An executor and the JobMaster's end of its connection, in one process.</summary>
public sealed class TaskExecutorTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public TaskExecutorTests() => _listener.Start();

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Executor_TellsItsDataPort_ReleasesWhatItIsTold_AndDisposesAtTheEnd()
    {
        HoldingShuffle shuffle = new(4711);
        ExecutorConfiguration configuration = new(
            "executor-1", ((IPEndPoint)_listener.LocalEndpoint).Port, "token", 1, "", new ShuffleChoice("holding", new ShuffleServiceOptions(null, "none")));
        TaskExecutor executor = new(configuration, (_, _) => throw new NotSupportedException("No task is deployed here."), TimeProvider.System);
        Task running = executor.RunAsync(shuffle, CancellationToken.None);
        await using EngineChannel channel = new(new NetworkStream(await _listener.AcceptSocketAsync().WaitAsync(Limit), ownsSocket: true));

        ExecutorHello hello = Assert.IsType<ExecutorHello>(await channel.ReceiveAsync(CancellationToken.None).WaitAsync(Limit));
        Assert.Equal(("executor-1", "127.0.0.1", 4711), (hello.Executor, hello.Host, hello.DataPort));
        LocalShuffleDescriptor output = Output("executor-1");
        await using (TurnQueue turns = new())
        {
            ExecutorPool pool = new(turns);
            pool.Add(new ExecutorConnection(hello, channel));
            pool.Release(Output("another"));
            pool.Release(output);
            Assert.Equal([output.ResultPartition], await shuffle.Released.WaitAsync(Limit));
        }

        Assert.False(shuffle.IsDisposed);
        await channel.SendAsync(new ShutDown(), CancellationToken.None);
        await running.WaitAsync(Limit);
        Assert.True(shuffle.IsDisposed);
    }

    private static LocalShuffleDescriptor Output(string executor)
    {
        DataSetId dataSet = DataSetId.FromGuid(Guid.NewGuid());
        DataPartitionId partition = new(JobId.FromGuid(Guid.NewGuid()), dataSet, DataPartitionKind.Map, 3);
        return new LocalShuffleDescriptor(
            new ResultPartitionId(dataSet, 3, 1), new PartitionAllocation(new PartitionAttemptId(partition, 1, 2), 8, []), executor);
    }
}
