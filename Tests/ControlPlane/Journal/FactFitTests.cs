using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.ControlPlane.State;

namespace ShuffleOrleans.Tests.ControlPlane.Journal;

/// <summary>A fact is applied as a whole or not at all, or the living state would hold what no journal holds.</summary>
public class FactFitTests
{
    private static readonly WorkerLocation Place = new(new WorkerId(IdOf(1)), new WorkerIncarnationId(IdOf(1)), "host", 7000);
    private static readonly JobId Known = new(IdOf(1));
    private static readonly JobId Unknown = new(IdOf(2));

    public static TheoryData<string> Misfits => [.. AllMisfits().Keys];

    [Theory]
    [MemberData(nameof(Misfits))]
    public void FactThatDoesNotFit_ChangesNothing(string name)
    {
        ControlPlaneState state = new(100);
        ControlPlaneFact[] facts =
        [
            new JournalStarted(ControlPlaneState.FormatVersion, 0, 0),
            new JobRegistered(Known, new JobInstanceId(IdOf(1)), "known", null, TimeSpan.FromMinutes(1), default, 0),
            new WorkerRegistered(Place, "rack"),
            new AttemptAllocated(AttemptOf(Known, index: 0), 4, [Place]),
        ];
        Array.ForEach(facts, state.Apply);
        string before = StateText.Of(state);

        Assert.Throws<InvalidOperationException>(() => state.Apply(AllMisfits()[name]));

        Assert.Equal(before, StateText.Of(state));
        state.Apply(new ShareCommitted(AttemptOf(Known, index: 0), Place.Worker, default, default));
        state.Apply(new JobEnded(Known, Expired: false));
    }

    private static Dictionary<string, ControlPlaneFact> AllMisfits() => new()
    {
        ["attempt of an unknown job"] = new AttemptAllocated(AttemptOf(Unknown, index: 0), 4, [Place]),
        ["commit of an unknown partition"] = new ShareCommitted(AttemptOf(Known, index: 1), Place.Worker, default, default),
        ["commit on a worker without a share"] = new ShareCommitted(AttemptOf(Known, index: 0), new WorkerId(IdOf(2)), default, default),
        ["confirmation of a worker without a share"] = new ShareReleased(AttemptOf(Known, index: 0), new WorkerId(IdOf(2))),
        ["release of an unknown attempt"] = new AttemptReleasing(AttemptOf(Known, index: 0) with { Epoch = 9 }),
        ["partition of an unknown job"] = new PartitionRestored(AttemptOf(Unknown, index: 0).Partition, 1, 0, []),
        ["end of an unknown job"] = new JobEnded(Unknown, Expired: false),
        ["report of an unknown worker"] = new WorkerReported(new WorkerId(IdOf(2)), 1),
        ["order to an unknown worker"] = new ReleaseOrdered(new WorkerId(IdOf(2)), AttemptOf(Known, index: 0)),
    };

    private static PartitionAttemptId AttemptOf(JobId job, int index)
        => new(new DataPartitionId(job, new DataSetId(IdOf(1)), DataPartitionKind.Map, index), 0, 5);

    private static Guid IdOf(int number) => new(number, 0, 0, new byte[8]);
}
