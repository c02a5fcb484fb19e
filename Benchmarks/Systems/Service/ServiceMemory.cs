using System.Globalization;
using ShuffleOrleans.Client.Remote;

namespace ShuffleOrleans.Benchmarks.Systems.Service;

/// <summary>Memory of both ends for exchanges that need other than the defaults: other buffers, or a great many writers at a time.</summary>
internal static class ServiceMemory
{
    // With buffers of 1 MiB, two for each connection and each writer must fit the server's default budget.
    private const int MaxConnections = 64;
    private const int MaxWriteChannels = 128;

    public static IEnumerable<string> ServerArguments(int bufferBytes) =>
    [
        "--Shuffle:Worker:Memory:BufferBytes", Text(bufferBytes),
        "--Shuffle:Worker:Server:MaxConnections", Text(MaxConnections),
        "--Shuffle:Worker:Server:MaxWriteChannels", Text(MaxWriteChannels),
    ];

    public static void Apply(ServiceAddress address, RemoteShuffleOptions options)
    {
        options.Memory.BufferBytes = address.BufferBytes ?? options.Memory.BufferBytes;
        if (address.WriterMemoryBytes is { } each)
        {
            options.Writers.MemoryPerPartitionBytes = each;
            options.Memory.BudgetBytes = Math.Max(options.Memory.BudgetBytes, (each * address.Tasks) + options.Gates.MemoryPerGateBytes);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
