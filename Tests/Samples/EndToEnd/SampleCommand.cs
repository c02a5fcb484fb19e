using System.Diagnostics;
using ShuffleOrleans.Tests.SampleHost;

namespace ShuffleOrleans.Tests.Samples.EndToEnd;

/// <summary>
/// Runs a sample's command in real processes over the directory shuffle, with a temporary directory of its own, so that what is left behind can be
/// seen. Disposing removes that and ends the command if it still runs.
/// </summary>
internal sealed class SampleCommand : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _temporary = Directory.CreateTempSubdirectory("shuffle-tests-");
    private readonly DirectoryInfo _shuffle = Directory.CreateTempSubdirectory("shuffle-tests-");
    private Process? _process;

    /// <summary>What is left in the directories that the run used.</summary>
    public IEnumerable<string> Leftovers
        => Directory.EnumerateFileSystemEntries(_temporary.FullName, "shuffle-*").Concat(Directory.EnumerateFileSystemEntries(_shuffle.FullName));

    public Process Start(string sample, string shuffleQuery, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [typeof(DirectoryShuffle).Assembly.Location, sample, .. arguments, .. Shuffle(shuffleQuery)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["TMPDIR"] = _temporary.FullName },
        };
        _process = Process.Start(start)!;
        return _process;
    }

    /// <summary>Runs the command to its end.</summary>
    public async Task<CommandResult> RunAsync(string sample, string shuffleQuery, params string[] arguments)
    {
        Process process = Start(sample, shuffleQuery, arguments);
        using CancellationTokenSource limit = new(Limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
        Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new CommandResult(process.ExitCode, await output, await errors);
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
        _temporary.Delete(recursive: true);
        _shuffle.Delete(recursive: true);
    }

    private string[] Shuffle(string query) => ["--shuffle", DirectoryShuffle.FactoryName, "--service", new Uri(_shuffle.FullName).AbsoluteUri + query];
}
