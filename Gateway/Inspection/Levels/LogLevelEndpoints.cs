using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using ShuffleOrleans.Gateway.Control;
using ShuffleOrleans.Protocol.Inspection;
using ShuffleOrleans.Protocol.Inspection.Answers;

namespace ShuffleOrleans.Gateway.Inspection.Levels;

/// <summary>From which level on this node logs, and changing it for a while.</summary>
internal static class LogLevelEndpoints
{
    private const int ShortestSeconds = 60;
    private const int LongestSeconds = 24 * 60 * 60;
    private const int LongestCategory = 200;

    public static void MapLogLevels(this RouteGroupBuilder inspection)
    {
        inspection.MapGet("/log-levels", Get)
            .Describe("getLogLevels", "The log levels of the node that answers, by category.")
            .Produces<LogLevels>();
        inspection.MapPut("/log-levels", Set)
            .DescribeChange("setLogLevel", "Changes a log level of the node that answers for a while; then it goes back by itself.")
            .Produces<LogLevels>();
    }

    private static JsonHttpResult<LogLevels> Get(RuntimeLogLevels levels) => InspectionAnswer.Json(levels.Show(), InspectionJson.Default.LogLevels);

    private static JsonHttpResult<LogLevels> Set(JsonBody<LogLevelBody> body, RuntimeLogLevels levels)
    {
        (string category, string levelName, int seconds) = body.Value;
        if (category.Length is < 1 or > LongestCategory)
        {
            throw QueryRules.Invalid($"category has {category.Length} characters; it may have 1 to {LongestCategory}.");
        }

        LogLevel level = NameParameter<LogLevel>.Parse(levelName, "level") ?? throw QueryRules.Invalid("level is empty.");
        if (seconds is < ShortestSeconds or > LongestSeconds)
        {
            throw QueryRules.Invalid($"forSeconds is {seconds}; it may be {ShortestSeconds} to {LongestSeconds}.");
        }

        levels.Set(category, level, TimeSpan.FromSeconds(seconds));
        return Get(levels);
    }
}
