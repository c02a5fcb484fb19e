using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.Inspection;
using ShuffleOrleans.Grains.Inspection;
using ShuffleOrleans.Grains.Inspection.Service;
using ShuffleOrleans.Grains.Interfaces.Inspection;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Grains.Partitions;

// What people see of a group, and may end. The looks copy in one piece and call nobody: they interleave with everything else.
internal sealed partial class PartitionGrain
{
    public Task<InspectionDocument> SelectAsync(JobLife life, InspectionDocument query, int most, CancellationToken cancellationToken)
    {
        PartitionQuery asked = InspectionForm.Read(query, InspectionJsonOfGrains.Default.PartitionQuery);
        IReadOnlyList<AttemptRecord> records = _group.RecordsOf(life.EpochFloor);
        // With the mean of this group alone the order is the same; whoever asked knows the right one.
        GroupSelection answer = new(
            PartitionSelection.Of(records, asked, DataSetMeans.Of(records), most), DataSetTally.Summarize(records).SingleOrDefault());
        return Task.FromResult(InspectionForm.Of(answer, InspectionJsonOfGrains.Default.GroupSelection));
    }

    public Task<InspectionDocument?> ShowAsync(JobLife life, int index, CancellationToken cancellationToken)
    {
        IReadOnlyList<AttemptRecord> records = _group.RecordsOf(life.EpochFloor, index);
        InspectionDocument? shown = records.Count == 0
            ? null
            : InspectionForm.Of(
                new GroupPartition(records[0].Attempt.Partition, [.. records.Select(AttemptPortrait.Of)]), InspectionJsonOfGrains.Default.GroupPartition);
        return Task.FromResult(shown);
    }

    public async Task ReleaseForOperatorAsync(JobLife life, int index, int attempt, long epoch, CancellationToken cancellationToken)
    {
        await EnterAsync(life, cancellationToken);
        _group.ReleaseForOperator(index, attempt, epoch, _clock.Now);
        await SettleAsync();
    }
}
