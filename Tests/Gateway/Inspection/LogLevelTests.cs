using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ShuffleOrleans.Tests.Gateway.Inspection;

public sealed class LogLevelTests
{
    [Fact]
    public async Task Level_IsInForceAtOnce_AndGoesBackByItself()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        ILogger logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ShuffleOrleans.DataPlane.Storage");
        ILogger other = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Elsewhere");
        Assert.False(logger.IsEnabled(LogLevel.Debug));

        await SetAsync(host, "ShuffleOrleans.DataPlane", "Debug", 60);

        Assert.True(logger.IsEnabled(LogLevel.Debug));
        Assert.False(other.IsEnabled(LogLevel.Debug));
        Assert.Equal("Debug", (await LevelsAsync(host)).GetProperty("ShuffleOrleans.DataPlane").GetString());
        host.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.False(logger.IsEnabled(LogLevel.Debug));
        Assert.False((await LevelsAsync(host)).TryGetProperty("ShuffleOrleans.DataPlane", out _));
    }

    [Fact]
    public async Task LaterLevel_ReplacesTheEarlier_AndItsTime()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        ILogger logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("A.B");
        await SetAsync(host, "A", "Debug", 60);

        await SetAsync(host, "A", "Trace", 600);
        host.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.True(logger.IsEnabled(LogLevel.Trace));
        host.Clock.Advance(TimeSpan.FromSeconds(540));
        Assert.False(logger.IsEnabled(LogLevel.Debug));
    }

    [Fact]
    public async Task Default_IsForAllOthers()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        ILogger logger = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Anything");
        Assert.Equal("Information", (await LevelsAsync(host)).GetProperty("Default").GetString());

        await SetAsync(host, "Default", "Error", 60);

        Assert.False(logger.IsEnabled(LogLevel.Warning));
        host.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.True(logger.IsEnabled(LogLevel.Information));
    }

    [Fact]
    public async Task LevelsWithoutEnd_CannotPileUp()
    {
        await using InspectionHost host = await InspectionHost.StartFilledAsync();
        for (int category = 0; category < 64; category++)
        {
            await SetAsync(host, $"Category{category}", "Debug", 60);
        }

        using HttpResponseMessage response = await host.SendAsync(
            HttpMethod.Put, "/v1/log-levels", """{"category":"OneMore","level":"Debug"}""", InspectionHost.AdminToken);

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
    }

    private static Task<string> SetAsync(InspectionHost host, string category, string level, int seconds) => host.ChangeAsync(
        HttpMethod.Put, "/v1/log-levels", JsonSerializer.Serialize(new { category, level, forSeconds = seconds }));

    private static async Task<JsonElement> LevelsAsync(InspectionHost host) => (await host.GetAsync("/v1/log-levels")).GetProperty("levels");
}
