using System.Collections.Concurrent;
using System.Globalization;

namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>All exchanges of the loop's server. Safe for several threads.</summary>
internal sealed class LoopStores(string directory) : IDisposable
{
    private readonly ConcurrentDictionary<long, Lazy<ILoopStore>> _stores = new();

    /// <summary>Finds or makes the store of a request's exchange.</summary>
    public ILoopStore Open(LoopRequest request) => _stores.GetOrAdd(request.Exchange, _ => new Lazy<ILoopStore>(() => Create(request))).Value;

    public void Drop(long exchange)
    {
        if (_stores.TryRemove(exchange, out Lazy<ILoopStore>? store))
        {
            store.Value.Dispose();
            Directory.Delete(FolderOf(exchange), recursive: true);
        }
    }

    public void Dispose()
    {
        foreach (Lazy<ILoopStore> store in _stores.Values)
        {
            store.Value.Dispose();
        }
    }

    private ILoopStore Create(LoopRequest request)
    {
        string folder = Directory.CreateDirectory(FolderOf(request.Exchange)).FullName;
        return request.IsReduce != 0 ? new ReduceLoopStore(folder, request.Producers, request.Consumers) : new MapLoopStore(folder, request.Producers);
    }

    private string FolderOf(long exchange) => Path.Combine(directory, exchange.ToString("x16", CultureInfo.InvariantCulture));
}
