using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>An owner of memory.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Owner">Who it is, for people.</param>
/// <param name="Job">Whose partition, if it is for one.</param>
/// <param name="DataSet">Of which data set.</param>
/// <param name="Index">Of which producer.</param>
/// <param name="Attempt">Of which attempt.</param>
/// <param name="GuaranteedBytes">What is its own until it ends.</param>
/// <param name="QuotaBytes">What it may use now.</param>
/// <param name="InUseBytes">What it uses.</param>
public sealed record LedgerHolder(
    HolderKind Kind,
    string Owner,
    JobId? Job,
    DataSetId? DataSet,
    int? Index,
    int? Attempt,
    long GuaranteedBytes,
    long QuotaBytes,
    long InUseBytes);
