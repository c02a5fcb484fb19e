using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Samples.BatchEngine.Messages;

/// <summary>Run this attempt.</summary>
/// <param name="Job">The job.</param>
/// <param name="Stage">Index of the stage.</param>
/// <param name="StageName">Name of the stage, by which the function is chosen.</param>
/// <param name="TaskIndex">Index of the task.</param>
/// <param name="TaskCount">How many tasks the stage has.</param>
/// <param name="Attempt">The attempt.</param>
/// <param name="Parameters">The job's parameters.</param>
/// <param name="MaxRecordBytes">The longest record in the job's exchanges.</param>
/// <param name="InputDataSet">The exchange it reads; null in the first stage.</param>
/// <param name="Inputs">The outputs it reads, in task order.</param>
/// <param name="Output">Where its output goes; null in the last stage.</param>
/// <param name="SubpartitionCount">For how many consumers; 0 without output.</param>
/// <param name="HoldBeforeCommit">Do all the work but the commit, say so with <see cref="TaskHeld"/> and wait to be killed.</param>
internal sealed record TaskDeployment(
    JobId Job,
    int Stage,
    string StageName,
    int TaskIndex,
    int TaskCount,
    int Attempt,
    string Parameters,
    int MaxRecordBytes,
    DataSetId? InputDataSet,
    IReadOnlyList<ShuffleDescriptor> Inputs,
    ShuffleDescriptor? Output,
    int SubpartitionCount,
    bool HoldBeforeCommit) : EngineMessage;
