using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace ShuffleOrleans.Benchmarks.Systems.Http;

/// <summary>Registered in place of Kestrel's own factory: its transport and its HTTP streams take large blocks.</summary>
internal sealed class BlockPoolFactory : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new BlockPool();
}
