using System.CommandLine;
using ShuffleOrleans.Samples.BatchEngine.Drivers;
using ShuffleOrleans.Samples.BatchEngine.Processes;
using ShuffleOrleans.Samples.BatchEngine.Roles;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;

namespace ShuffleOrleans.Samples.WordCount;

/// <summary>The program: a role of the engine if it was started for one, the command otherwise.</summary>
internal sealed class WordCountProgram(ShuffleServices services, SelfCommand self, TimeProvider time)
{
    private readonly Argument<string[]> _paths = new("PATH") { Description = "Files, or folders with all files below them.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _output = new("--output")
    {
        Description = "Write a line \"count word\" for each word to this file, sorted by the words' bytes.",
    };

    public async Task<int> RunAsync(string[] arguments)
    {
        if (RoleHost.IsRole(arguments))
        {
            return await new RoleHost(services, WordCountJob.CreateFunction).RunAsync(arguments[0]);
        }

        RootCommand command = new(
            "Counts words through the shuffle service on processes of its own: a JobMaster, "
            + "executors and, unless --service or --cluster names one, a standalone service. "
            + "A word is a longest run of the bytes A-Z, a-z and 0-9 with letters in lower case; every other byte, "
            + "those of UTF-8 beyond ASCII too, separates words, and so does the end of a file: "
            + "as for each file LC_ALL=C tr -cs '[:alnum:]' '\\n' | LC_ALL=C tr A-Z a-z. "
            + "Links below a named folder are not followed, as in find -type f. Validated against a count by the driver alone. "
            + EngineCommandLine.AboutReport) { _paths, _output };
        EngineCommandLine common = new(command, services);
        command.SetAction(result => CountAsync(result.GetValue(_paths)!, result.GetValue(_output), common.Read(result)));
        return await EngineCommandLine.RunAsync(command, arguments);
    }

    private async Task<int> CountAsync(string[] paths, string? output, EngineOptions options)
    {
        try
        {
            InputList inputs = InputList.Find(paths);
            string? outputPath = output is null ? null : Path.GetFullPath(output);
            return await new MapReduceRun(options, self, time).RunAsync(new WordCountJob(inputs, outputPath));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return EngineCommandLine.BadUsage;
        }
    }
}
