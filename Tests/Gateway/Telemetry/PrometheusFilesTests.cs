using ShuffleOrleans.Tests.TestKit.Processes;

namespace ShuffleOrleans.Tests.Gateway.Telemetry;

public sealed class PrometheusFilesTests
{
    [Theory]
    [InlineData("rules", "deploy/prometheus/shuffleorleans.rules.yml")]
    [InlineData("config", "deploy/prometheus/prometheus.yml")]
    public async Task File_IsWhatPrometheusTakes(string kind, string path)
        => Assert.Null(await Promtool.ComplaintAsync(["check", kind, TestKit.RepositoryFiles.PathOf(path)]));
}
