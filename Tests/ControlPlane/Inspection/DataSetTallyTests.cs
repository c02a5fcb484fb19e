using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Tests.ControlPlane.Inspection;

public class DataSetTallyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Sums_AreThoseOfTheAttempts(int seed)
    {
        List<AttemptRecord> attempts = new RandomAttempts(seed).Make(50);

        IReadOnlyList<DataSetSummary> dataSets = DataSetTally.Summarize(attempts);

        Assert.Equal(attempts.Select(record => (record.Attempt.Partition.Job, record.Attempt.Partition.DataSet)).Distinct().Count(), dataSets.Count);
        foreach (DataSetSummary dataSet in dataSets)
        {
            AttemptRecord[] own =
            [
                .. attempts.Where(record => record.Attempt.Partition.Job == dataSet.Job && record.Attempt.Partition.DataSet == dataSet.DataSet),
            ];
            AttemptRecord[] committed = [.. own.Where(record => record.State == PartitionState.Committed)];
            Assert.Equal(own.Select(record => record.Attempt.Partition.PartitionIndex).Distinct().Count(), dataSet.PartitionCount);
            Assert.Equal((committed.Length, own.Count(record => record.State == PartitionState.Lost)), (dataSet.Attempts.Committed, dataSet.Attempts.Lost));
            Assert.Equal(committed.Sum(record => record.Receipt!.Value.PayloadBytes), dataSet.PayloadBytes);
            Assert.Equal(committed.Sum(record => record.Receipt!.Value.FrameCount), dataSet.FrameCount);
            Assert.Equal(committed.Select(record => record.Receipt!.Value.PayloadBytes).DefaultIfEmpty(0).Max(), dataSet.LargestPartitionBytes);
            Assert.Equal(own.Sum(record => record.Shares.Count), dataSet.Workers.Sum(worker => worker.Attempts));
            Assert.Equal(dataSet.PayloadBytes, dataSet.Workers.Sum(worker => worker.PayloadBytes));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Parts_MergeIntoTheWhole(int seed)
    {
        List<AttemptRecord> attempts = new RandomAttempts(seed).Make(50);
        DataSetSummary[] parts = [.. attempts.GroupBy(record => record.Attempt.Partition.PartitionIndex / 9).SelectMany(DataSetTally.Summarize)];

        foreach (DataSetSummary whole in DataSetTally.Summarize(attempts))
        {
            DataSetSummary merged = DataSetTally.Merge([.. parts.Where(part => part.Job == whole.Job && part.DataSet == whole.DataSet)]);

            // Of equally large ones any may be named.
            Assert.Equal(whole with { Workers = [], LargestPartitionIndex = null }, merged with { Workers = [], LargestPartitionIndex = null });
            Assert.Equal(whole.Workers, merged.Workers);
        }
    }
}
