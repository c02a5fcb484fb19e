using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using ShuffleOrleans.Grains.Interfaces.Streams;

namespace ShuffleOrleans.Silo.Cluster;

/// <summary>A cluster that is kept in a relational database. Its tables are made beforehand, with Orleans' scripts of the same release.</summary>
internal static class AdoNetCluster
{
    public static ISiloBuilder UseAdoNet(this ISiloBuilder silo, ShuffleClusterOptions options) => silo
        .UseAdoNetClustering(membership =>
        {
            membership.Invariant = options.AdoNetInvariant;
            membership.ConnectionString = options.AdoNetConnectionString;
        })
        .AddAdoNetGrainStorage(ShuffleStreams.Storage, storage => Configure(storage, options))
        .AddAdoNetGrainStorage(ClusterHostingExtensions.SubscriptionStorage, storage => Configure(storage, options))
        .UseAdoNetReminderService(reminders =>
        {
            reminders.Invariant = options.AdoNetInvariant;
            reminders.ConnectionString = options.AdoNetConnectionString;
        });

    // Binary, and nothing left of a cleared state: as in Redis.
    private static void Configure(OptionsBuilder<AdoNetGrainStorageOptions> storage, ShuffleClusterOptions options) => storage.Configure<Serializer>(
        (database, serializer) =>
        {
            database.Invariant = options.AdoNetInvariant;
            database.ConnectionString = options.AdoNetConnectionString;
            database.GrainStorageSerializer = new OrleansGrainStorageSerializer(serializer);
            database.DeleteStateOnClear = true;
        });
}
