namespace ShuffleOrleans.Client.Api;

/// <summary>The exchanges of one task (FLIP-31: TaskInputsOutputsDescriptor).</summary>
/// <param name="InputGateCount">How many gates it reads.</param>
/// <param name="ResultPartitionCount">How many result partitions it writes.</param>
public sealed record TaskInputsOutputsDescriptor(int InputGateCount, int ResultPartitionCount);
