using ShuffleOrleans.Benchmarks.Systems.Http;

namespace ShuffleOrleans.Benchmarks.Systems.Redis;

/// <summary>One client's part of an exchange over Redis. A producer is committed when Redis has answered its last command.</summary>
internal sealed class RedisExchange(RedisClient client, ExchangePlan plan, IPieceStore pieces) : IExchange
{
    private const int KeysPerUnlink = 64;

    public async Task<string> WriteAsync(CancellationToken cancellationToken)
    {
        await Slots.RunAsync(plan, plan.Producers, WriteAsync, cancellationToken);
        return "";
    }

    public async Task<long> ReadAsync(IReadOnlyList<string> written, CancellationToken cancellationToken)
    {
        long bytes = 0;
        await Slots.RunAsync(
            plan,
            plan.Consumers,
            async (consumer, token) => Interlocked.Add(ref bytes, await client.UseAsync(connection => pieces.ReadAsync(connection, consumer, token), token)),
            cancellationToken);
        return bytes;
    }

    public async ValueTask DisposeAsync() => await client.UseAsync(DeleteAsync, CancellationToken.None);

    private async ValueTask WriteAsync(int producer, CancellationToken cancellationToken) =>
        await client.UseAsync(
            async connection =>
            {
                await pieces.WriteAsync(connection, producer, cancellationToken);
                return true;
            },
            cancellationToken);

    private async ValueTask<bool> DeleteAsync(RespConnection connection)
    {
        foreach (string[] keys in pieces.Keys.Chunk(KeysPerUnlink))
        {
            await connection.AddAsync("UNLINK", keys, CancellationToken.None);
            await connection.FlushAsync(CancellationToken.None);
            await connection.ReadReplyAsync(CancellationToken.None);
        }

        return true;
    }
}
