using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.SharedFiles;

/// <summary>
/// Plain files on a directory that all tasks share: no server, no network, no check. Map: a file for each producer, sorted by consumer; consumers read their
/// range of each. Reduce: a file for each consumer, in which each producer has its place. Files are preallocated, written in gathered pieces of up to 1 MiB and
/// read in pieces of up to 1 MiB. Written means: in the page cache.
/// </summary>
internal sealed class FilesSystem : ISystemUnderTest
{
    public string Name => "files";

    public string Description => "plain files on a shared directory: preallocated, written and read in pieces of 1 MiB, nothing is checked";

    public string? Missing => null;

    public bool Takes(ShuffleShape shape) => true;

    public Task<ISystemServer> StartServerAsync(string directory, ShuffleShape shape, CancellationToken cancellationToken) =>
        Task.FromResult<ISystemServer>(new NoServer(directory));

    public Task ServeAsync(string directory, Action<string> ready, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This system has no server.");

    public IShuffleClient CreateClient(string address) => new FilesClient(address);
}
