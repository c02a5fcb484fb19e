using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Inspection.Workers;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Protocol.Inspection;

/// <summary>The JSON of what workers show is what the design note of the face promises, field by field.</summary>
public sealed partial class WorkerInspectionJsonTests
{
    [Theory]
    [InlineData("Connection", typeof(OpenConnection))]
    [InlineData("Ledger", typeof(LedgerState))]
    [InlineData("Holder", typeof(LedgerHolder))]
    [InlineData("Waiter", typeof(LedgerWaiter))]
    [InlineData("Channel", typeof(OpenChannel))]
    [InlineData("Wait", typeof(Wait))]
    [InlineData("Verification", typeof(Verification))]
    [InlineData("Receipt", typeof(PartitionReceipt))]
    [InlineData("Layout", typeof(PartitionLayout), typeof(LayoutSection), typeof(LayoutRegion), typeof(LayoutRun), typeof(LayoutReader))]
    public void Fields_AreThoseOfTheNote(string name, params Type[] records)
    {
        HashSet<string> written = [.. records.SelectMany(FieldsOf)];
        Assert.Equal(FieldsOf(name).Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void FieldsOfTheInside_AreThoseOfTheNote()
    {
        string[] promised = [.. FieldsOf("WorkerDetail").Except(["inside", "missing"])];
        string[] written =
        [
            .. FieldsOf(typeof(WorkerInside)),
            .. FieldsOf(typeof(InspectedDisk)).Except(FieldsOf("Disk")),
            .. FieldsOf(typeof(RecoveryFigures)),
        ];
        Assert.Equal(promised.Distinct().Order(StringComparer.Ordinal), written.Distinct().Order(StringComparer.Ordinal));
        Assert.Subset(FieldsOf(typeof(InspectedDisk)).ToHashSet(), FieldsOf("Disk").ToHashSet());
    }

    [Theory]
    [InlineData("Blocker", typeof(Blocker), false)]
    [InlineData("role", typeof(ConnectionRole), true)]
    [InlineData("direction", typeof(ChannelDirection), true)]
    [InlineData("storedIn", typeof(StoredIn), false)]
    [InlineData("outcome", typeof(CheckOutcome), false)]
    [InlineData("by", typeof(CheckOrigin), false)]
    public void NamesOfValues_AreThoseOfTheNote(string name, Type values, bool isCamel)
    {
        string line = Note().First(each => Regex.IsMatch(each, $@"\b{name}( =|:) \""") || each.StartsWith($"type {name} = ", StringComparison.Ordinal));
        string choice = line[line.IndexOf(Regex.Match(line, $@"\b{name}( =|:) ").Value, StringComparison.Ordinal)..].Split(';')[0];
        string[] promised = [.. Regex.Matches(choice, @"""(\w+)""").Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)];
        IEnumerable<string> names = Enum.GetNames(values).Select(each => isCamel ? JsonNamingPolicy.CamelCase.ConvertName(each) : each);
        Assert.Equal(promised, names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Answers_ComeBackAsTheyWere_WithDurationsInSeconds_AndInstantsInUtc()
    {
        OpenChannel channel = new(
            ChannelDirection.Read, 7, "c", "p", new DateTimeOffset(2026, 11, 21, 1, 2, 3, TimeSpan.Zero),
            new JobId(Guid.NewGuid()), new DataSetId(Guid.NewGuid()), DataPartitionKind.Reduce,
            null, null, null, 1, 2, 3, 4, null, 5, null, 6, Blocker.NoCredit, 1.5);
        string json = JsonSerializer.Serialize(new ChannelPage([channel], 1, 0), WorkerInspectionJson.Default.ChannelPage);
        Assert.Contains("\"direction\":\"read\"", json, StringComparison.Ordinal);
        Assert.Contains("\"waiting\":\"NoCredit\",\"waitingSeconds\":1.5", json, StringComparison.Ordinal);
        Assert.Contains("\"index\":null", json, StringComparison.Ordinal);
        Assert.Contains("\"openedAt\":\"2026-11-21T01:02:03+00:00\"", json, StringComparison.Ordinal);
        Assert.Equal(channel, Assert.Single(JsonSerializer.Deserialize(json, WorkerInspectionJson.Default.ChannelPage)!.Items));
    }

    [Fact]
    public void Requests_ComeBackAsTheyWere()
    {
        PartitionAttemptId attempt = new(new DataPartitionId(new JobId(Guid.NewGuid()), new DataSetId(Guid.NewGuid()), DataPartitionKind.Map, 3), 1, 9);
        ChannelQuery channels = new(ChannelDirection.Write, attempt.Partition.Job, Waiting: true, Sort: ChannelSort.WaitingSeconds, Descending: true, Take: 5);
        LayoutRequest layout = new(attempt, 5, 6);
        Assert.Equal(channels, Again(channels));
        Assert.Equal(layout, Again(layout));
        Assert.Equal(attempt, Again(attempt));
        Assert.Equal(new CheckQuery(), JsonSerializer.Deserialize("{}", WorkerInspectionJson.Default.CheckQuery));
    }

    [Theory]
    [InlineData("{\"direction\":\"Read\"}")]
    [InlineData("{\"direction\":1}")]
    [InlineData("{\"sort\":\"size\"}")]
    public void ValueWithoutMeaning_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, WorkerInspectionJson.Default.ChannelQuery));

    [Fact]
    public void DiskStates_AreWrittenByName() =>
        Assert.Contains("\"Excluded\"", JsonSerializer.Serialize(DiskState.Excluded, WorkerInspectionJson.Default.DiskState), StringComparison.Ordinal);

    private static T Again<T>(T value)
    {
        JsonTypeInfo<T> type = (JsonTypeInfo<T>)WorkerInspectionJson.Default.GetTypeInfo(typeof(T))!;
        return JsonSerializer.Deserialize(JsonSerializer.Serialize(value, type), type)!;
    }

    private static IEnumerable<string> FieldsOf(Type record) => WorkerInspectionJson.Default.GetTypeInfo(record)!.Properties
        .Where(property => property.Get is not null)
        .Select(property => property.Name);

    private static string[] FieldsOf(string name)
    {
        string[] note = Note();
        int first = Array.FindIndex(note, line => line.StartsWith($"type {name} = ", StringComparison.Ordinal));
        int last = Array.FindIndex(note, first, line => line.EndsWith("};", StringComparison.Ordinal));
        return [.. Field().Matches(string.Join('\n', note[first..(last + 1)])).Select(match => match.Groups[1].Value).Distinct()];
    }

    // Without comments.
    private static string[] Note() =>
        [.. File.ReadAllLines(RepositoryFiles.PathOf("docs/design/face.md")).Select(line => line.Split(" // ")[0].TrimEnd())];

    [GeneratedRegex(@"\b(\w+): ")]
    private static partial Regex Field();
}
