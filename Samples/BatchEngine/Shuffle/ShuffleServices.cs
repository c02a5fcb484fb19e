using Microsoft.Extensions.Logging.Abstractions;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Compression;
using ShuffleOrleans.Client.Local;
using ShuffleOrleans.Client.Remote;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Samples.BatchEngine.Shuffle;

/// <summary>
/// The shuffle services an engine process can use, by name: the one place where a factory is chosen. Filled at the start of the process, then only read.
/// </summary>
public sealed class ShuffleServices
{
    /// <summary>The name of the service of this project, the default.</summary>
    public const string Remote = RemoteShuffleServiceFactory.ServiceName;

    /// <summary>The name of the service in which executors hold their tasks' output themselves.</summary>
    public const string Local = LocalShuffleServiceFactory.ServiceName;

    private readonly Dictionary<string, Func<ShuffleServiceOptions, IShuffleServiceFactory>> _factories = new(StringComparer.Ordinal);

    /// <summary>What a sample's program can use.</summary>
    public static ShuffleServices CreateDefault() => new ShuffleServices().Add(Remote, CreateRemote).Add(Local, CreateLocal);

    /// <summary>The names that can be chosen.</summary>
    public IReadOnlyCollection<string> Names => _factories.Keys;

    /// <summary>Adds a service under its name.</summary>
    /// <returns>This, for the next one.</returns>
    public ShuffleServices Add(string name, Func<ShuffleServiceOptions, IShuffleServiceFactory> create)
    {
        _factories.Add(name, create);
        return this;
    }

    /// <summary>Makes the factory of a name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public IShuffleServiceFactory Create(string name, ShuffleServiceOptions options)
        => _factories.TryGetValue(name, out Func<ShuffleServiceOptions, IShuffleServiceFactory>? create)
            ? create(options)
            : throw new ArgumentException(
                $"There is no shuffle service '{name}' in this program; it knows: {string.Join(", ", _factories.Keys)}.", nameof(name));

    private static RemoteShuffleServiceFactory CreateRemote(ShuffleServiceOptions options)
    {
        RemoteShuffleOptions remote = new()
        {
            ServiceUri = options.ServiceUri,
            Compression = CodecOf(options),
            Master = new RemoteShuffleMasterOptions { Storage = StorageOf(options) },
        };
        return new RemoteShuffleServiceFactory(remote, options.ControlPlane, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static LocalShuffleServiceFactory CreateLocal(ShuffleServiceOptions options)
    {
        LocalShuffleOptions local = new() { Compression = CodecOf(options), Storage = StorageOf(options) };
        local.Worker.Storage.DataDirectories = $"[SSD]{options.DataDirectory}";
        return new LocalShuffleServiceFactory(local, TimeProvider.System, NullLoggerFactory.Instance);
    }

    private static StorageChoice StorageOf(ShuffleServiceOptions options) => new(options.Durability, null);

    private static CompressionCodec CodecOf(ShuffleServiceOptions options) => Enum.Parse<CompressionCodec>(options.Compression, ignoreCase: true);
}
