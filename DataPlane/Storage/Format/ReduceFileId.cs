using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.DataPlane.Storage.Format;

/// <summary>Names one file of a reduce partition.</summary>
/// <param name="Job">The job.</param>
/// <param name="DataSet">The exchange.</param>
/// <param name="Subpartition">Whose input it holds.</param>
/// <param name="Ordinal">Which of the subpartition's files on this worker, from 0.</param>
internal sealed record ReduceFileId(JobId Job, DataSetId DataSet, int Subpartition, int Ordinal);
