using System.Net.Sockets;
using Microsoft.Extensions.Options;
using ShuffleOrleans.Gateway;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Standalone;

/// <summary>
/// The standalone service as a process: builds the host, runs it until it is told to end, and turns what can go wrong at the start into one line a problem and
/// an exit code.
/// </summary>
internal static class StandaloneProgram
{
    private const int ExitOk = 0;
    private const int ExitFailed = 1;
    private const int ExitMisconfigured = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--help" or "-h"])
        {
            Console.Out.WriteLine(StandaloneHelp.Text);
            return ExitOk;
        }

        try
        {
            await using WebApplication app = Build(args);
            await app.RunAsync();
            return ExitOk;
        }
        catch (OptionsValidationException e)
        {
            return Fail(ExitMisconfigured, e.Failures);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException)
        {
            return Fail(ExitMisconfigured, [BinderProblem.Explain(e)]);
        }
        catch (Exception e) when (e is IOException or SocketException or ShuffleException or UnauthorizedAccessException)
        {
            return Fail(ExitFailed, [e.Message]);
        }
    }

    private static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        // Standard output belongs to the line that says where the service is.
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddStandaloneShuffle();
        WebApplication app = builder.Build();
        app.MapShuffleGateway();
        return app;
    }

    private static int Fail(int exitCode, IEnumerable<string> problems)
    {
        foreach (string problem in problems)
        {
            Console.Error.WriteLine($"shuffle: {problem}");
        }

        return exitCode;
    }
}
