using ShuffleOrleans.Gateway.Metrics;

namespace ShuffleOrleans.Tests.Gateway.Metrics;

public sealed class PrometheusNameTests
{
    [Theory]
    [InlineData("shuffle.data_plane.received", "By", "Counter", "shuffle_data_plane_received_bytes_total")]
    [InlineData("shuffle.data_plane.read.open.duration", "s", "Histogram", "shuffle_data_plane_read_open_duration_seconds")]
    [InlineData("shuffle.data_plane.disk.healthy", "1", "Gauge", "shuffle_data_plane_disk_healthy_ratio")]
    [InlineData("errors", "1", "Counter", "errors_total")]
    [InlineData("frames", "{frame}", "Counter", "frames_total")]
    [InlineData("rate", "By/s", "Gauge", "rate_bytes_per_second")]
    [InlineData("rate", "{frame}/s", "Gauge", "rate_per_second")]
    [InlineData("took.seconds", "s", "Gauge", "took_seconds")]
    [InlineData("things.total", null, "Counter", "things_total")]
    [InlineData("dotnet.assembly.count", "{assembly}", "Gauge", "dotnet_assembly_current")]
    [InlineData("a..b--c", "", "Gauge", "a_b_c")]
    [InlineData("9lives", "", "Gauge", "_9lives")]
    [InlineData("wait", "ms", "Histogram", "wait_milliseconds")]
    public void Name_FollowsTheRules(string instrument, string? unit, string kind, string expected)
    {
        FamilyKind shown = Enum.Parse<FamilyKind>(kind);
        Assert.Equal(expected, PrometheusName.Of(instrument, PrometheusName.UnitOf(unit, shown), shown));
    }

    [Fact]
    public void LabelName_HasNoOtherCharacters() => Assert.Equal("shuffle_disk_directory", PrometheusName.OfLabel("shuffle.disk-directory"));
}
