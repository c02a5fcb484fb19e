using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;

namespace ShuffleOrleans.Cli.Completion;

/// <summary><c>completion SHELL</c>: a script that lets a shell ask this program what may come next.</summary>
internal static class CompletionVerb
{
    public static Command Create(VerbRunner runner)
    {
        Argument<string> shell = new("SHELL") { Description = "bash, zsh or fish." };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.Shells]);
        return runner.Bind(
            new Command("completion", "A script for your shell: 'eval \"$(shuffle completion bash)\"'.") { shell },
            (parsed, session, _) =>
            {
                session.Screen.Script(CompletionScripts.For(parsed.GetValue(shell)!));
                return Task.FromResult(ExitCode.Ok);
            });
    }
}
