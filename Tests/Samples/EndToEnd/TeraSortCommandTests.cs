using System.Text.Json;

namespace ShuffleOrleans.Tests.Samples.EndToEnd;

[Trait("Category", "EndToEnd")]
public sealed class TeraSortCommandTests
{
    [Fact]
    public async Task Run_IsValidated_SaysSoInJson_AndLeavesNothing()
    {
        using SampleCommand command = new();

        CommandResult result = await command.RunAsync(
            "terasort", "", "--bytes", "1MiB", "--mappers", "3", "--reducers", "5", "--executors", "2", "--seed", "7", "--json");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        JsonElement json = result.Json;
        Assert.True(json.GetProperty("validated").GetBoolean());
        Assert.Equal(10_485, json.GetProperty("records").GetInt64());
        Assert.Equal(1_048_500, json.GetProperty("bytes").GetInt64());
        Assert.Equal((3, 5, 2), (json.GetProperty("mappers").GetInt32(), json.GetProperty("reducers").GetInt32(), json.GetProperty("executors").GetInt32()));
        Assert.Equal(("map", "none"), (json.GetProperty("partitionType").GetString(), json.GetProperty("compression").GetString()));
        Assert.Equal(7, json.GetProperty("seed").GetInt64());
        Assert.Equal(0, json.GetProperty("taskRetries").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("workerCpuSeconds").ValueKind);
        Assert.All(
            ["writeBytesPerSecond", "readBytesPerSecond", "totalSeconds", "executorCpuSeconds"],
            name => Assert.True(json.GetProperty(name).GetDouble() > 0, name));
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.Empty(command.Leftovers);
    }

    [Fact]
    public async Task PartitionType_IsChosen_AndReported()
    {
        using SampleCommand command = new();
        CommandResult result = await command.RunAsync("terasort", "", "--bytes", "10KiB", "--executors", "1", "--partition-type", "reduce", "--json");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Equal("reduce", result.Json.GetProperty("partitionType").GetString());
    }

    [Theory]
    [InlineData("--bytes", "0")]
    [InlineData("--bytes", "100")]
    [InlineData("--bytes", "100KiB", "--keys", "all-equal")]
    [InlineData("--bytes", "10KiB", "--giant-record", "3MiB")]
    [InlineData("--bytes", "10KiB", "--durability", "fsync")]
    public async Task OddInput_IsValidated(params string[] arguments)
    {
        using SampleCommand command = new();
        CommandResult result = await command.RunAsync("terasort", "", [.. arguments, "--executors", "2", "--json"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
    }

    [Theory]
    [InlineData("map")]
    [InlineData("reduce")]
    public async Task KilledExecutor_IsReplaced_AndItsTaskRunsAgain(string stage)
    {
        using SampleCommand command = new();

        CommandResult result = await command.RunAsync("terasort", "", "--bytes", "500KiB", "--executors", "2", "--json", "--fault", $"kill-executor:{stage}");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"in the {stage} stage, as asked", result.Output, StringComparison.Ordinal);
        Assert.True(result.Json.GetProperty("taskRetries").GetInt32() >= 1);
        Assert.Empty(command.Leftovers);
    }

    [Fact]
    public async Task LostPartition_IsProducedAgain()
    {
        using SampleCommand command = new();

        CommandResult result = await command.RunAsync(
            "terasort", "?lose=1", "--bytes", "500KiB", "--executors", "1", "--slots", "1", "--mappers", "3", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.True(result.Json.GetProperty("validated").GetBoolean());
        Assert.Equal(2, result.Json.GetProperty("taskRetries").GetInt32());
        Assert.Contains("PartitionNotFoundException", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--mappers", "0")]
    [InlineData("--bytes", "1 XB")]
    [InlineData("--compression", "zip")]
    [InlineData("--partition-type", "both")]
    [InlineData("--durability", "for-ever")]
    [InlineData("--nonsense", "1")]
    public async Task BadFlag_GetsOneLineAndExitCodeTwo(params string[] arguments)
    {
        using SampleCommand command = new();

        CommandResult result = await command.RunAsync("terasort", "", arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task JobThatCannotSucceed_EndsWithTheReason()
    {
        using SampleCommand command = new();

        // No directory for the shuffle: every write fails.
        CommandResult result = await command.RunAsync("terasort", "/missing", "--bytes", "100KiB", "--executors", "1", "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("failed 4 times, the limit", result.Output, StringComparison.Ordinal);
        Assert.False(result.Json.GetProperty("validated").GetBoolean());
    }
}
