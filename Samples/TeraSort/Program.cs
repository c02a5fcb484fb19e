using ShuffleOrleans.Samples.BatchEngine.Processes;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;
using ShuffleOrleans.Samples.TeraSort;

return await new TeraSortProgram(ShuffleServices.CreateDefault(), SelfCommand.ForThisProcess(), TimeProvider.System).RunAsync(args);
