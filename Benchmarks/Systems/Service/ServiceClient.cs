using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Benchmarks.Systems.Service;

/// <summary>One client process of our service: its part of the JobMaster and one task executor.</summary>
internal sealed class ServiceClient : IShuffleClient
{
    private readonly JobId _job;
    private readonly BenchmarkEngine _engine;
    private readonly RemoteShuffleServiceFactory _factory;
    private readonly IShuffleMaster _master;
    private readonly IShuffleEnvironment _environment;
    private bool _started;

    public ServiceClient(ServiceAddress address)
    {
        _job = new JobId(address.Job);
        _engine = new BenchmarkEngine(_job);
        RemoteShuffleOptions options = new()
        {
            ServiceUri = address.Gateway,
            Compression = address.Compresses ? CompressionCodec.Lz4 : CompressionCodec.None,
            Master = new RemoteShuffleMasterOptions { Instance = new JobInstanceId(address.Instance) },
        };
        ServiceMemory.Apply(address, options);
        _factory = new RemoteShuffleServiceFactory(options, TimeProvider.System, NullLoggerFactory.Instance);
        _master = _factory.CreateShuffleMaster(_engine);
        _environment = _factory.CreateShuffleEnvironment(new ShuffleEnvironmentContext($"executor-{Environment.ProcessId}", "127.0.0.1"));
    }

    public async Task<IExchange> BeginAsync(ExchangePlan plan, ShapeData data, CancellationToken cancellationToken)
    {
        if (!_started)
        {
            await _environment.StartAsync(cancellationToken);
            await _master.RegisterJobAsync(_engine, cancellationToken);
            _started = true;
        }

        ServiceExchange exchange = new(_job, plan, data, _master, _environment);
        await exchange.RegisterAsync(cancellationToken);
        return exchange;
    }

    public async ValueTask DisposeAsync()
    {
        await _environment.DisposeAsync();
        await _master.DisposeAsync();
        _factory.Dispose();
    }
}
