namespace ShuffleOrleans.Client.Api;

/// <summary>How a shuffle master talks back to the engine (FLIP-31: ShuffleMasterContext).</summary>
public interface IShuffleMasterContext
{
    /// <summary>The shuffle master can no longer work; the engine should end this JobMaster.</summary>
    void OnFatalError(Exception error);
}
