using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ShuffleOrleans.Benchmarks.Processes;
using ShuffleOrleans.Benchmarks.Shapes;

namespace ShuffleOrleans.Benchmarks.Systems.Service;

/// <summary>
/// This project: the standalone service with its defaults, started as an operator would, and clients of the public API. All checks are on: CRC32C of each frame
/// at the writer, the worker and the reader; receipts. A commit means that the bytes are in the page cache. Text is compressed with LZ4.
/// </summary>
internal sealed class ShuffleSystem : ISystemUnderTest
{
    private static readonly JsonSerializerOptions Web = JsonSerializerOptions.Web;

    public string Name => "shuffle";

    public string Description => "this service: standalone, defaults, CRC32C checked at writer, worker and reader; LZ4 on text";

    public string? Missing => File.Exists(SelfCommand.StandalonePath)
        ? null
        : $"the standalone service was not found at {SelfCommand.StandalonePath}; build it";

    public bool Takes(ShuffleShape shape) => true;

    public async Task<ISystemServer> StartServerAsync(string directory, ShuffleShape shape, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = SelfCommand.Dotnet(SelfCommand.StandalonePath, Arguments(directory, shape));
        start.WorkingDirectory = directory;
        return await DotnetServer.StartProgramAsync(Name, start, ready => AddressOf(ready, shape), cancellationToken);
    }

    public Task ServeAsync(string directory, Action<string> ready, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The server of this system is the standalone service.");

    public IShuffleClient CreateClient(string address) => new ServiceClient(JsonSerializer.Deserialize<ServiceAddress>(address, Web)!);

    private static List<string> Arguments(string directory, ShuffleShape shape)
    {
        List<string> arguments =
        [
            "--Shuffle:Worker:DataDirectories", $"[SSD]{Directory.CreateDirectory(Path.Combine(directory, "data")).FullName}",
            "--Shuffle:Worker:DataPort", "0",
            "--Shuffle:Gateway:Urls", "http://127.0.0.1:0",
            "--Shuffle:ControlPlane:JournalDirectory", Directory.CreateDirectory(Path.Combine(directory, "journal")).FullName,
        ];
        if (shape.ServerMemoryBytes is { } budget)
        {
            arguments.AddRange(["--Shuffle:Worker:Memory:BudgetBytes", budget.ToString(CultureInfo.InvariantCulture)]);
        }

        if (shape.BufferBytes is { } buffer)
        {
            arguments.AddRange(ServiceMemory.ServerArguments(buffer));
        }

        return arguments;
    }

    private static string AddressOf(string ready, ShuffleShape shape)
    {
        using var place = JsonDocument.Parse(ready);
        Uri gateway = new(place.RootElement.GetProperty("gateway").GetString()!);
        ServiceAddress address = new(gateway, Guid.NewGuid(), Guid.NewGuid(), shape.IsText)
        {
            BufferBytes = shape.BufferBytes,
            WriterMemoryBytes = shape.WriterMemoryBytes,
            Tasks = shape.Producers,
        };
        return JsonSerializer.Serialize(address, Web);
    }
}
