using ShuffleOrleans.Cli;
using ShuffleOrleans.Cli.Invocation;

return await new ShuffleProgram(Surroundings.OfProcess()).RunAsync(args);
