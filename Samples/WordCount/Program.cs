using ShuffleOrleans.Samples.BatchEngine.Processes;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;
using ShuffleOrleans.Samples.WordCount;

return await new WordCountProgram(ShuffleServices.CreateDefault(), SelfCommand.ForThisProcess(), TimeProvider.System).RunAsync(args);
