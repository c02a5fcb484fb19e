using System.CommandLine;
using ShuffleOrleans.Benchmarks.Micro;

// The verbs.
RootCommand root = new("How fast the data path is, beside what limits it and what a team would use instead.")
{
    MicroCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
