using System.CommandLine;
using System.CommandLine.Parsing;
using ShuffleOrleans.Cli.Completion;
using ShuffleOrleans.Cli.Events;
using ShuffleOrleans.Cli.Files;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Cli.Live;
using ShuffleOrleans.Cli.Load;
using ShuffleOrleans.Cli.Verbs;

namespace ShuffleOrleans.Cli;

/// <summary>The program: its verbs, and one run of it. Holds nothing between runs.</summary>
internal sealed class ShuffleProgram(Surroundings surroundings)
{
    // How long a verb may take to end after Ctrl-C.
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(5);

    /// <summary>Runs one command line.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        ParseResult parsed = CreateRoot().Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            return Refuse(parsed);
        }

        InvocationConfiguration configuration = new()
        {
            Output = surroundings.Out,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = EndWithin,
        };
        return await parsed.InvokeAsync(configuration, cancellationToken);
    }

    private RootCommand CreateRoot()
    {
        GlobalOptions global = new();
        VerbRunner runner = new(surroundings, global);
        RootCommand root = new("Looks into a running shuffle service and steers it; opens data files of a stopped worker.")
        {
            ClusterVerb.Create(runner),
            WorkersVerb.Create(runner),
            JobsVerb.Create(runner),
            DataSetsVerb.Create(runner),
            PartitionsVerb.Create(runner),
            InspectVerb.Create(runner),
            WaitsVerb.Create(runner),
            VerifyVerb.Create(runner),
            ReleaseVerb.Create(runner),
            ExcludeVerb.Create(runner),
            IncludeVerb.Create(runner),
            EventsVerb.Create(runner),
            TopVerb.Create(runner),
            LogLevelsVerb.Create(runner),
            BenchVerb.Create(runner),
            FileVerb.Create(runner),
            CompletionVerb.Create(runner),
        };
        global.AddTo(root);
        return root;
    }

    private int Refuse(ParseResult parsed)
    {
        foreach (ParseError error in parsed.Errors)
        {
            surroundings.Error.WriteLine(Output.SafeText.Of(error.Message));
        }

        surroundings.Error.WriteLine("'shuffle --help' lists the verbs, 'shuffle VERB --help' what one takes.");
        return ExitCode.Misuse;
    }
}
