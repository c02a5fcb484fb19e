using System.Diagnostics;
using System.Reflection;

namespace ShuffleOrleans.Samples.BatchEngine.Processes;

/// <summary>How to start this program once more, for another role.</summary>
/// <param name="FileName">The file to execute.</param>
/// <param name="LeadingArguments">What comes before the role.</param>
public sealed record SelfCommand(string FileName, IReadOnlyList<string> LeadingArguments)
{
    /// <summary>The command of the running program.</summary>
    /// <param name="leadingArguments">What comes before the role.</param>
    public static SelfCommand ForThisProcess(params IReadOnlyList<string> leadingArguments)
    {
        string executable = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
        bool isHost = Path.GetFileNameWithoutExtension(executable).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return isHost
            ? new SelfCommand(executable, [Assembly.GetEntryAssembly()!.Location, .. leadingArguments])
            : new SelfCommand(executable, leadingArguments);
    }

    internal ProcessStartInfo StartInfo(string role) => new(FileName, [.. LeadingArguments, role]);
}
