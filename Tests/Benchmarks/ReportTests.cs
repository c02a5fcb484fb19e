using System.Text.Json;

namespace ShuffleOrleans.Tests.Benchmarks;

public sealed class ReportTests
{
    [Fact]
    public void Median_IsTheMiddleOne() => Assert.Equal(3, Median.Of([9, 1, 3]));

    [Fact]
    public void MedianOfAnEvenCount_LiesBetweenTheMiddleTwo() => Assert.Equal(2.5, Median.Of([4, 1, 3, 2]));

    [Fact]
    public void WhatWasNotMeasured_DoesNotCount()
    {
        Assert.Equal(3, Median.Of([null, 3, null]));
        Assert.Null(Median.Of([null, null]));
    }

    [Fact]
    public void Ratios_AreMadeInsideARound_AndTheMedianIsTaken()
    {
        // Our seconds 1, 2, 4 beside 2, 1, 1: the ratios of speed are 2, 0.5, 0.25. Medians first would make it 1 to 2.
        Measurement[] measurements =
        [
            One("shuffle", 1, 1), One("shuffle", 2, 2), One("shuffle", 3, 4),
            One("loop", 1, 2), One("loop", 2, 1), One("loop", 3, 1),
        ];
        Assert.Equal(0.5, Ratios.Of("shuffle", measurements)["writeToLoop"]["a"]);
    }

    [Fact]
    public void RoundThatOneOfTheTwoLacks_HasNoRatio() =>
        Assert.Equal(2, Ratios.Of("shuffle", [One("shuffle", 1, 1), One("shuffle", 2, 1), One("loop", 1, 2)])["readToLoop"]["a"]);

    [Fact]
    public void CostPerGB_CountsBothEndsAndBothPhases()
    {
        // 2 GB; client 0.1 and worker 0.3 in each phase.
        Measurement one = One("shuffle", 1, 1);
        Assert.Equal(0.1, one.ClientCpuPerGB, 9);
        Assert.Equal(0.3, one.WorkerCpuPerGB!.Value, 9);
        Assert.Equal(0.4, one.CpuPerGB, 9);
    }

    [Fact]
    public void ServerThatDoesNotTell_LeavesAllocationsUnknown()
    {
        ReportRow row = ReportRow.Of([One("nginx", 1, 1)], calls: null);
        Assert.Null(row.AllocatedBytesPerGB);
        Assert.Null(row.WorkerAllocatedBytesPerGB);
        Assert.Null(row.SystemCallsPerGB);
        Assert.Equal(10, row.ClientAllocatedBytesPerGB);
    }

    [Fact]
    public void Json_HasTheNamesOfTheDesign_AndNullForWhatIsUnknown()
    {
        Measurement[] measurements = [One("shuffle", 1, 1), One("loop", 1, 2)];
        ReportRow[] rows = [.. measurements.Select(one => ReportRow.Of([one], calls: null))];
        ShuffleReport report = new(MachineFacts.Read(), new { rounds = 1 }, [], [], rows, Ratios.Of("shuffle", measurements), []);
        using var json = JsonDocument.Parse(report.ToJson());
        JsonElement row = json.RootElement.GetProperty("rows")[0];
        Assert.Equal("shuffle", row.GetProperty("system").GetString());
        Assert.Equal(2e9, row.GetProperty("writeBytesPerSecond").GetDouble());
        string[] known =
        [
            "shape", "rounds", "readBytesPerSecond", "clientCpuSecondsPerGB", "workerCpuSecondsPerGB", "clientAllocatedBytesPerGB",
            "peakResidentBytes", "gen2Collections",
        ];
        foreach (string name in known)
        {
            Assert.NotEqual(JsonValueKind.Null, row.GetProperty(name).ValueKind);
        }

        Assert.Equal(JsonValueKind.Null, row.GetProperty("systemCallsPerGB").ValueKind);
        Assert.Equal(2, json.RootElement.GetProperty("ratiosByShape").GetProperty("writeToLoop").GetProperty("a").GetDouble());
        Assert.True(json.RootElement.TryGetProperty("machine", out _) && json.RootElement.TryGetProperty("plan", out _));
    }

    private static Measurement One(string system, int round, double seconds)
    {
        PhaseCost phase = new(seconds, new CpuSeconds(0.06, 0.04), new CpuSeconds(0.2, 0.1), new ManagedCounters(10, 0, 0, 0, 0), null);
        return new Measurement(system, "a", round, 2_000_000_000, phase, phase, 1000, 1000);
    }
}
