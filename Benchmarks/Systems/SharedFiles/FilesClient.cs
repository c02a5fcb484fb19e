using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.SharedFiles;

/// <summary>One client process of the shared directory.</summary>
internal sealed class FilesClient(string directory) : IShuffleClient
{
    public Task<IExchange> BeginAsync(ExchangePlan plan, ShapeData data, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateDirectory(Path.Combine(directory, plan.Exchange)).FullName;
        return Task.FromResult<IExchange>(new FilesExchange(folder, plan, data));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
