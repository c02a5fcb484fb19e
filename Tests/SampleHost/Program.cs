using ShuffleOrleans.Samples.BatchEngine.Processes;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;
using ShuffleOrleans.Samples.TeraSort;
using ShuffleOrleans.Samples.WordCount;
using ShuffleOrleans.Tests.SampleHost;

// The first argument names the sample; the rest is its command line.
ShuffleServices services = new ShuffleServices().Add(DirectoryShuffle.FactoryName, options => new DirectoryShuffle(options.ServiceUri!));
SelfCommand self = SelfCommand.ForThisProcess(args[0]);
return args[0] switch
{
    "terasort" => await new TeraSortProgram(services, self, TimeProvider.System).RunAsync(args[1..]),
    "wordcount" => await new WordCountProgram(services, self, TimeProvider.System).RunAsync(args[1..]),
    _ => throw new ArgumentException($"There is no sample '{args[0]}'."),
};
