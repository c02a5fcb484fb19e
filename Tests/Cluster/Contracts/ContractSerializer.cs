using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>Orleans' serializer as every silo and client has it, without a cluster. Each call is a message of its own.</summary>
internal sealed class ContractSerializer : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public byte[] Write<T>(T value) => _services.GetRequiredService<Serializer>().SerializeToArray(value);

    public T? Read<T>(byte[] bytes) => _services.GetRequiredService<Serializer>().Deserialize<T>(bytes);

    /// <summary>What a grain on the same silo gets.</summary>
    public T? Copy<T>(T value) => _services.GetRequiredService<DeepCopier>().Copy(value);

    public void Dispose() => _services.Dispose();
}
