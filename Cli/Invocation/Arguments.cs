using System.CommandLine;

namespace ShuffleOrleans.Cli.Invocation;

/// <summary>Arguments and options that several verbs take, so that they are named and explained alike. Each call makes a new one.</summary>
internal static class Arguments
{
    private const int LargestPage = 1000;

    public static Argument<string> Job() => new("JOB") { Description = "A job's id, or its first digits (at least 4)." };

    public static Argument<string> DataSet() => new("DATASET") { Description = "A data set's id, or its first digits." };

    public static Argument<string> Worker() => new("WORKER") { Description = "A worker's id, or its first digits (at least 4)." };

    public static Argument<int> Index()
    {
        Argument<int> index = new("INDEX") { Description = "The partition's index, from 0." };
        index.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value < 0)
            {
                result.AddError("INDEX may not be negative.");
            }
        });
        return index;
    }

    /// <summary>An argument that may be left out.</summary>
    public static Argument<string?> Maybe(Argument<string> argument) =>
        new(argument.Name) { Description = argument.Description, Arity = ArgumentArity.ZeroOrOne };

    public static Option<string?> JobFilter() => new("--job") { Description = "Only this job: its id or first digits.", HelpName = "JOB" };

    public static Option<string?> WorkerFilter() => new("--worker") { Description = "Only this worker: its id or first digits.", HelpName = "WORKER" };

    public static Option<string?> Sort(string fields) => new("--sort") { Description = $"{fields}; with '-' before it descending.", HelpName = "FIELD" };

    public static Option<int> Skip() => Bounded("--skip", "How many to pass over.", 0, 0, int.MaxValue);

    public static Option<int> Take(int byDefault = 100) => Bounded("--take", "How many to show.", byDefault, 1, LargestPage);

    public static Option<int?> Attempt() => new("--attempt") { Description = "Which attempt.", HelpName = "N" };

    public static Option<long?> Epoch() => new("--epoch") { Description = "Which epoch.", HelpName = "N" };

    /// <summary>A number between limits.</summary>
    public static Option<int> Bounded(string name, string description, int byDefault, int least, int most)
    {
        Option<int> option = new(name) { Description = $"{description} Default: {byDefault}.", DefaultValueFactory = _ => byDefault, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && (value < least || value > most))
            {
                result.AddError($"{name} is {value}; it may be {least} to {most}.");
            }
        });
        return option;
    }
}
