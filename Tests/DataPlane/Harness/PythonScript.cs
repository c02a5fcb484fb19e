using System.ComponentModel;
using System.Diagnostics;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>The examples in Python that were written from the documents alone, as processes.</summary>
internal static class PythonScript
{
    /// <summary>Runs the client of docs/protocol.md.</summary>
    /// <returns>Exit code, standard output and standard error; null where the system has no Python.</returns>
    public static Task<(int ExitCode, string Output, string Errors)?> RunClientAsync(params string[] arguments) =>
        StartAsync([RepositoryFiles.PathOf("docs/examples/shuffle_client.py"), .. arguments]);

    /// <summary>Runs the reader of docs/file-format.md.</summary>
    public static Task<(int ExitCode, string Output, string Errors)?> RunReaderAsync(params string[] arguments) =>
        StartAsync([RepositoryFiles.PathOf("docs/examples/read_partition.py"), .. arguments]);

    /// <summary>Damages a file, or each file of a folder, bit by bit; the reader must see it.</summary>
    public static Task<(int ExitCode, string Output, string Errors)?> DamageAsync(string path) =>
        StartAsync([RepositoryFiles.PathOf("Tests/DataPlane/Golden/check_reader.py"), RepositoryFiles.PathOf("docs/examples"), path]);

    /// <summary>Whether it ran at all; if so, it must have verified everything.</summary>
    public static bool AssertVerified((int ExitCode, string Output, string Errors)? end)
    {
        Assert.True(end is null || (end.Value.ExitCode == 0 && end.Value.Output.EndsWith("verified", StringComparison.Ordinal)), $"{end}");
        return end is not null;
    }

    private static async Task<(int ExitCode, string Output, string Errors)?> StartAsync(string[] arguments)
    {
        ProcessStartInfo start = new("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process? python = Start(start);
        if (python is null)
        {
            await Console.Error.WriteLineAsync("THIS SYSTEM HAS NO PYTHON3: what needs the independent examples is not tested.");
            return null;
        }

        Task<string> errors = python.StandardError.ReadToEndAsync();
        string output = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return (python.ExitCode, output.Trim(), await errors);
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
