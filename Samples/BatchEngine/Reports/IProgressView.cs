using ShuffleOrleans.Samples.BatchEngine.Messages;

namespace ShuffleOrleans.Samples.BatchEngine.Reports;

/// <summary>Shows a running job to a person. Used by the driver's loop only; disposing leaves the screen in order.</summary>
internal interface IProgressView : IAsyncDisposable
{
    /// <summary>A sentence that stays.</summary>
    void Say(string text);

    /// <summary>How far the job is.</summary>
    void Show(JobProgress progress);
}
