using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.Cli.Harness;

/// <summary>Files that a worker wrote and left: two map partitions, and two contributions to reduce partitions. Written once; tests copy them.</summary>
public sealed class StoredFiles : IAsyncLifetime, IDisposable
{
    private readonly TestDirectory _copies = new();
    private LiveService? _service;

    public async Task InitializeAsync()
    {
        _service = await LiveService.StartAsync();
        await using SmallJob maps = await SmallJob.StartAsync(_service.Address);
        await using SmallJob contributions = await SmallJob.StartAsync(_service.Address);
        for (int producer = 0; producer < 2; producer++)
        {
            await maps.WriteAsync(producer, DataPartitionKind.Map);
            await contributions.WriteAsync(producer, DataPartitionKind.Reduce);
        }

        await _service.KillAsync();
    }

    /// <summary>The only, or first, file of these names.</summary>
    internal string First(string pattern) => _service!.Files(pattern)[0];

    internal string DataDirectory => _service!.DataDirectory;

    /// <summary>A copy of the data directory, for one test to spoil.</summary>
    internal string Copy()
    {
        string target = _copies.Sub(Guid.NewGuid().ToString("N"));
        foreach (string file in _service!.Files("*"))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(DataDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }

    /// <summary>The copy of a file.</summary>
    internal string Of(string copy, string pattern) => Path.Combine(copy, Path.GetRelativePath(DataDirectory, First(pattern)));

    public async Task DisposeAsync() => await _service!.DisposeAsync();

    public void Dispose() => _copies.Dispose();
}
