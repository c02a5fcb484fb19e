using System.ComponentModel;
using System.Diagnostics;

namespace ShuffleOrleans.Tests.TestKit.Processes;

/// <summary>Prometheus' own checker of pages and rules (Debian: prometheus). Where it is not installed a test says so, loudly, and does not run.</summary>
public static class Promtool
{
    /// <summary>Runs it.</summary>
    /// <param name="arguments">What to check.</param>
    /// <param name="input">Its standard input; null for none.</param>
    /// <returns>Null if it finds nothing wrong, or is not installed; else what it says.</returns>
    public static async Task<string?> ComplaintAsync(string[] arguments, string? input = null)
    {
        ProcessStartInfo start = new("promtool", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            await Console.Error.WriteLineAsync($"NOT CHECKED: promtool {string.Join(' ', arguments)}: promtool is not installed (Debian: prometheus).");
            return null;
        }

        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(Patience.Limit);
            return process.ExitCode == 0 ? null : $"promtool ended with {process.ExitCode}: {await output} {await errors}";
        }
    }
}
