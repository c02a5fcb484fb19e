using ShuffleOrleans.Benchmarks.Shapes;
using ShuffleOrleans.Benchmarks.Systems.Http;

namespace ShuffleOrleans.Benchmarks.Systems.Nginx;

/// <summary>
/// What an operator has at hand: nginx as a file server, with its WebDAV module. A producer PUTs its output, sorted by consumer, into one file; a consumer
/// GETs its range of every file, which nginx sends with sendfile. Its settings stand in <see cref="NginxConfiguration"/>. There is no file for a consumer, so
/// it does not take the reduce shape.
/// </summary>
public sealed class NginxSystem : ISystemUnderTest
{
    private const string Program = "nginx";

    /// <inheritdoc/>
    public string Name => "nginx";

    /// <inheritdoc/>
    public string Description =>
        "nginx, WebDAV PUT of a producer sorted by consumer, sendfile GET of a range for each producer and consumer; "
        + "2 workers, 1 MiB body buffers, cubic";

    /// <inheritdoc/>
    public string? Missing => !OperatingSystem.IsLinux() ? "nginx is handed its socket the way of Linux"
        : InstalledProgram.Find(Program) is null ? "nginx is not installed" : null;

    /// <inheritdoc/>
    public bool Takes(ShuffleShape shape) => !shape.IsReduce;

    /// <inheritdoc/>
    public async Task<ISystemServer> StartServerAsync(string directory, ShuffleShape shape, CancellationToken cancellationToken) =>
        await NginxServer.StartAsync(InstalledProgram.Find(Program)!, directory, cancellationToken);

    /// <inheritdoc/>
    public Task ServeAsync(string directory, Action<string> ready, CancellationToken cancellationToken) =>
        throw new NotSupportedException("nginx is a program of its own; the runner starts that.");

    /// <inheritdoc/>
    public IShuffleClient CreateClient(string address) => new RangeClient(address);
}
