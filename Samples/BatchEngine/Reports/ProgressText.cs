using ShuffleOrleans.Samples.BatchEngine.Messages;

namespace ShuffleOrleans.Samples.BatchEngine.Reports;

/// <summary>A stage's progress as a line.</summary>
internal static class ProgressText
{
    public static string Of(StageProgress stage)
        => $"{stage.Name}: {stage.FinishedCount}/{stage.TaskCount} tasks, {stage.RunningCount} running, {Amount.Format(stage.ShuffleBytes)} shuffled";
}
