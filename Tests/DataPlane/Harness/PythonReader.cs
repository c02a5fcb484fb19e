using System.ComponentModel;
using System.Diagnostics;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.DataPlane.Harness;

/// <summary>docs/examples/read_partition.py, and the script that holds it to damaged files, as processes.</summary>
internal static class PythonReader
{
    /// <summary>Runs the reader.</summary>
    /// <returns>Exit code, standard output and standard error; null where the system has no Python.</returns>
    public static Task<(int ExitCode, string Output, string Errors)?> RunAsync(params string[] arguments) =>
        StartAsync([RepositoryFiles.PathOf("docs/examples/read_partition.py"), .. arguments]);

    /// <summary>Damages a file, or each file of a folder, bit by bit; the reader must see it.</summary>
    public static Task<(int ExitCode, string Output, string Errors)?> DamageAsync(string path) =>
        StartAsync([RepositoryFiles.PathOf("Tests/DataPlane/Golden/check_reader.py"), RepositoryFiles.PathOf("docs/examples"), path]);

    private static async Task<(int ExitCode, string Output, string Errors)?> StartAsync(string[] arguments)
    {
        ProcessStartInfo start = new("python3", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process? python = Start(start);
        if (python is null)
        {
            await Console.Error.WriteLineAsync("THIS SYSTEM HAS NO PYTHON3: the files are not held to the independent reader.");
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
