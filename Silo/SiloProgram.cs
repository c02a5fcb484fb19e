using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;
using ShuffleOrleans.Gateway;
using ShuffleOrleans.Silo.Cluster;

namespace ShuffleOrleans.Silo;

/// <summary>
/// A silo as a process: builds the host, runs it until it is told to end, and turns what can go wrong at the start into one line a problem and an exit code.
/// </summary>
internal static class SiloProgram
{
    private const int ExitOk = 0;
    private const int ExitFailed = 1;
    private const int ExitMisconfigured = 2;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--help" or "-h"])
        {
            Console.Out.WriteLine(SiloHelp.Text);
            return ExitOk;
        }

        try
        {
            await using WebApplication app = Build(Prepare(args));
            await RunAsync(app);
            return ExitOk;
        }
        catch (Exception e) when (Misconfigured(e) is { } problems)
        {
            return Fail(ExitMisconfigured, problems);
        }
        catch (Exception e)
        {
            // Membership, storage and reminders may fail in ways that only their providers know; a person needs the line all the same.
            return Fail(ExitFailed, [StartProblem.Explain(e)]);
        }
    }

    /// <summary>The host to be, with everything a silo needs.</summary>
    public static WebApplicationBuilder Prepare(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        // Standard output belongs to the line that says where the service is.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.AddShuffleSilo();
        return builder;
    }

    /// <summary>Builds the host and maps what it answers over HTTP.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        WebApplication app = builder.Build();
        // Here already, so that the first use of bad options does not hide the problems of others.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.MapShuffleGateway();
        ShuffleClusterOptions cluster = app.Services.GetRequiredService<IOptions<ShuffleClusterOptions>>().Value;
        if (cluster.Dashboard)
        {
            app.MapOrleansDashboard(cluster.DashboardPath);
        }

        return app;
    }

    private static async Task RunAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // Part of it may have started: a silo that has joined says goodbye, so that the others need not find out. What stops it tells no more than what
            // failed the start.
            await app.StopAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await app.WaitForShutdownAsync();
    }

    private static IEnumerable<string>? Misconfigured(Exception error) => error switch
    {
        OptionsValidationException invalid => invalid.Failures,
        AggregateException several when several.InnerExceptions.All(inner => inner is OptionsValidationException)
            => several.InnerExceptions.SelectMany(inner => ((OptionsValidationException)inner).Failures),
        InvalidOperationException or FormatException or ArgumentException => [BinderProblem.Explain(error)],
        _ => null,
    };

    private static int Fail(int exitCode, IEnumerable<string> problems)
    {
        foreach (string problem in problems)
        {
            Console.Error.WriteLine($"shuffle: {problem}");
        }

        return exitCode;
    }
}
