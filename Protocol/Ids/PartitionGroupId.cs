using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ShuffleOrleans.Protocol.Ids;

/// <summary>
/// Names a stretch of <see cref="Size"/> neighbouring data partitions of one data set. In a cluster the control plane keeps and moves them together: one
/// grain, one piece of stored state. Small enough to be written in one go, large enough that a job of 100,000 partitions is a thousand grains and not a
/// hundred thousand.
/// </summary>
/// <param name="Job">The job.</param>
/// <param name="DataSet">The exchange.</param>
/// <param name="Number">Partition index divided by <see cref="Size"/>, from 0.</param>
public readonly record struct PartitionGroupId(JobId Job, DataSetId DataSet, int Number)
{
    /// <summary>How many partition indexes a group spans: 128. Part of every group's name, so it never changes.</summary>
    public const int Size = 128;

    /// <summary>The group that a data partition belongs to.</summary>
    public static PartitionGroupId Of(DataPartitionId partition) => new(partition.Job, partition.DataSet, partition.PartitionIndex / Size);

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="group">The group.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out PartitionGroupId group)
    {
        group = default;
        string[] parts = text?.Split('/') ?? [];
        if (parts.Length != 3
            || !JobId.TryParse(parts[0], CultureInfo.InvariantCulture, out JobId job)
            || !DataSetId.TryParse(parts[1], CultureInfo.InvariantCulture, out DataSetId dataSet)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            return false;
        }

        group = new PartitionGroupId(job, dataSet, number);
        return true;
    }

    /// <summary>Reads as a path: job/data set/number.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Job}/{DataSet}/{Number}");
}
