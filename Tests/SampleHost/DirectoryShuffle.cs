using ShuffleOrleans.Client.Api;

namespace ShuffleOrleans.Tests.SampleHost;

/// <summary>
/// A shuffle service made of plain files in the directory of its address (file:///...). Fault model: a query <c>?lose=INDEX</c> deletes the committed
/// output of that producer, first attempt, when it is read first;
/// nothing else is ever injected.
/// </summary>
public sealed class DirectoryShuffle(Uri address) : IShuffleServiceFactory
{
    public const string FactoryName = "directory";

    private readonly string _directory = address.LocalPath;
    private readonly int _loseIndex = address.Query.StartsWith("?lose=", StringComparison.Ordinal) ? int.Parse(address.Query.AsSpan(6)) : -1;

    public string Name => FactoryName;

    public IShuffleMaster CreateShuffleMaster(IShuffleMasterContext context) => new DirectoryShuffleMaster(_directory);

    public IShuffleEnvironment CreateShuffleEnvironment(ShuffleEnvironmentContext context) => new DirectoryShuffleEnvironment(_directory, _loseIndex);
}
