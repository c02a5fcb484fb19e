using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.Redis;

/// <summary>
/// What a team has running anyway: Redis, without persistence. Large pieces are strings with keys of their own, since Redis receives a large string straight
/// into the value that it keeps; small pieces are elements of a list for each consumer. Commands are pipelined over a connection for each slot. Redis holds
/// everything in memory, whatever the shape's budget.
/// </summary>
public sealed class RedisSystem : ISystemUnderTest
{
    private const string Program = "redis-server";

    // Twice the largest of the usual shapes; beyond this the machine's memory decides, not Redis.
    private const long MaxBytes = 4L * 1024 * 1024 * 1024;

    /// <inheritdoc/>
    public string Name => "redis";

    /// <inheritdoc/>
    public string Description =>
        "Redis in memory, no persistence: a string for each piece, or a list for each consumer of small ones; pipelined, a connection for each slot; "
        + "cubic to it, the system's choice from it";

    /// <inheritdoc/>
    public string? Missing => InstalledProgram.Find(Program) is null ? "redis-server is not installed" : null;

    /// <inheritdoc/>
    public bool Takes(ShuffleShape shape) => shape.Bytes <= MaxBytes;

    /// <inheritdoc/>
    public async Task<ISystemServer> StartServerAsync(string directory, ShuffleShape shape, CancellationToken cancellationToken) =>
        await RedisServer.StartAsync(InstalledProgram.Find(Program)!, directory, cancellationToken);

    /// <inheritdoc/>
    public Task ServeAsync(string directory, Action<string> ready, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Redis is a program of its own; the runner starts that.");

    /// <inheritdoc/>
    public IShuffleClient CreateClient(string address) => new RedisClient(address);
}
