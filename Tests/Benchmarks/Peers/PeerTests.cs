using ShuffleOrleans.Benchmarks.Systems.KestrelHttp1;
using ShuffleOrleans.Benchmarks.Systems.KestrelHttp2;
using ShuffleOrleans.Benchmarks.Systems.Nginx;
using ShuffleOrleans.Benchmarks.Systems.Redis;

namespace ShuffleOrleans.Tests.Benchmarks.Peers;

/// <summary>Every peer gives each consumer all its bytes, and takes back what an exchange left.</summary>
[Trait("Category", "EndToEnd")]
public sealed class PeerTests
{
    private static readonly ShuffleShape[] Shapes = [PeerRun.SmallPieces, PeerRun.LargeSkewedPieces];
    private static readonly long[] AllBytes = [PeerRun.SmallPieces.Bytes, PeerRun.LargeSkewedPieces.Bytes];

    [Fact]
    public async Task KestrelHttp1_GivesAllBytes_AndDeletesThem()
    {
        using PeerRun run = new(new KestrelHttp1System());
        Assert.Equal(AllBytes, await run.ServeAndReadAsync(Shapes));
        Assert.Empty(Directory.EnumerateFileSystemEntries(run.Directory.Path));
    }

    [Fact]
    public async Task KestrelHttp2_GivesAllBytes_AndDeletesThem()
    {
        using PeerRun run = new(new KestrelHttp2System());
        Assert.Equal(AllBytes, await run.ServeAndReadAsync(Shapes));
        Assert.Empty(Directory.EnumerateFileSystemEntries(run.Directory.Path));
    }

    [Fact]
    public async Task KestrelHttp2_TakesReduceShapes()
    {
        using PeerRun run = new(new KestrelHttp2System());
        Assert.Equal(AllBytes, await run.ServeAndReadAsync([.. Shapes.Select(shape => shape with { IsReduce = true })]));
    }

    [InstalledFact(typeof(NginxSystem))]
    public async Task Nginx_GivesAllBytes_AndDeletesThem()
    {
        using PeerRun run = new(new NginxSystem());
        Assert.Equal(AllBytes, await run.StartAndReadAsync(Shapes));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(run.Directory.Path, "files"), "*", SearchOption.AllDirectories));
    }

    [InstalledFact(typeof(RedisSystem))]
    public async Task Redis_GivesAllBytes()
    {
        using PeerRun run = new(new RedisSystem());
        Assert.Equal(AllBytes, await run.StartAndReadAsync(Shapes));
    }

    [Fact]
    public void FilesOfProducersOnly_RefuseReduceShapes()
    {
        ShuffleShape reduce = PeerRun.SmallPieces with { IsReduce = true };
        Assert.False(new KestrelHttp1System().Takes(reduce));
        Assert.False(new NginxSystem().Takes(reduce));
    }
}
