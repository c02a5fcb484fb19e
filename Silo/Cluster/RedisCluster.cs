using Microsoft.Extensions.Options;
using Orleans.Persistence;
using Orleans.Serialization;
using Orleans.Storage;
using ShuffleOrleans.Grains.Interfaces.Streams;
using StackExchange.Redis;

namespace ShuffleOrleans.Silo.Cluster;

/// <summary>A cluster that is kept in Redis.</summary>
internal static class RedisCluster
{
    public static ISiloBuilder UseRedis(this ISiloBuilder silo, ShuffleClusterOptions options) => silo
        .UseRedisClustering(redis => redis.ConfigurationOptions = Connection(options))
        .AddRedisGrainStorage(ShuffleStreams.Storage, storage => Configure(storage, options))
        .AddRedisGrainStorage(ClusterHostingExtensions.SubscriptionStorage, storage => Configure(storage, options))
        .UseRedisReminderService(reminders => reminders.ConfigurationOptions = Connection(options));

    // Binary: our documents are bytes already, which JSON would write in base 64. A cleared state leaves no key behind.
    private static void Configure(OptionsBuilder<RedisStorageOptions> storage, ShuffleClusterOptions options) => storage.Configure<Serializer>(
        (redis, serializer) =>
        {
            redis.ConfigurationOptions = Connection(options);
            redis.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
            redis.DeleteStateOnClear = true;
        });

    private static ConfigurationOptions Connection(ShuffleClusterOptions options) => ConfigurationOptions.Parse(options.RedisConnectionString ?? "");
}
