namespace ShuffleOrleans.Client.Api;

/// <summary>
/// Makes the two halves of a shuffle service (FLIP-31: ShuffleServiceFactory). An engine chooses one by <see cref="Name"/>, per cluster, job or edge.
/// </summary>
public interface IShuffleServiceFactory
{
    /// <summary>The name it is chosen by: <c>remote</c> or <c>local</c>.</summary>
    string Name { get; }

    /// <summary>Makes the half that lives in the engine's JobMaster. The caller disposes it.</summary>
    IShuffleMaster CreateShuffleMaster(IShuffleMasterContext context);

    /// <summary>Makes the half that lives in a task executor. The caller disposes it.</summary>
    IShuffleEnvironment CreateShuffleEnvironment(ShuffleEnvironmentContext context);
}
