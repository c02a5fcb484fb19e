using ShuffleOrleans.Cli;
using ShuffleOrleans.Cli.Invocation;

namespace ShuffleOrleans.Tests.Cli.Harness;

/// <summary>Runs the program inside the test's process, with streams, variables and a clock of the test's own.</summary>
internal sealed class Shuffle
{
    private readonly Dictionary<string, string> _variables = [];

    public Shuffle(Uri? service = null)
    {
        if (service is not null)
        {
            _variables["SHUFFLE_SERVICE"] = service.ToString();
        }
    }

    public bool IsTerminal { get; init; }

    public string Input { get; init; } = "";

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public Shuffle With(string variable, string value)
    {
        _variables[variable] = value;
        return this;
    }

    public Task<RunResult> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    public async Task<RunResult> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter errors = new() { NewLine = "\n" };
        Surroundings surroundings = new(output, errors, new StringReader(Input), IsTerminal, IsTerminal, name => _variables.GetValueOrDefault(name), Time);
        int exitCode = await new ShuffleProgram(surroundings).RunAsync(arguments, cancellationToken).WaitAsync(Patience.Limit, CancellationToken.None);
        return new RunResult(exitCode, output.ToString(), errors.ToString());
    }
}
