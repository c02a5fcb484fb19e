using ShuffleOrleans.ControlPlane.Assignment;
using ShuffleOrleans.Protocol.Storage;

namespace ShuffleOrleans.Tests.ControlPlane;

public class RequestAssignmentTests
{
    private static readonly DataSetId DataSet = new(Guid.NewGuid());

    [Fact]
    public void ContributionsOfOneRequest_ShareTheHomesOfTheFirst()
    {
        RequestAssignment assignment = Among(5, maxWorkers: 3);

        IReadOnlyList<WorkerId> first = Workers(assignment.Assign(Contribution(0), []));
        IReadOnlyList<WorkerId> second = Workers(assignment.Assign(Contribution(1), []));

        Assert.Equal(3, first.Distinct().Count());
        Assert.Equal(first, second);
    }

    [Fact]
    public void KnownHomes_AreKept_InTheirOrder()
    {
        WorkerId[] homes = [Id(4), Id(2)];
        Assert.Equal(homes, Workers(Among(5, maxWorkers: 3).Assign(Contribution(0), homes)));
    }

    [Fact]
    public void Contribution_HasNoMoreSharesThanSubpartitions()
        => Assert.Equal(2, Among(5, maxWorkers: 8).Assign(Contribution(0) with { SubpartitionCount = 2 }, []).Count);

    [Fact]
    public void MapAttempts_HaveOneWorkerEach_AndGoRound()
    {
        RequestAssignment assignment = Among(3, maxWorkers: 3);
        IEnumerable<WorkerId> workers = Enumerable.Range(0, 4).SelectMany(
            index => Workers(assignment.Assign(new PartitionRequest(DataSet, DataPartitionKind.Map, index, 0, 4), [])));
        Assert.Equal([Id(1), Id(2), Id(3), Id(1)], workers);
    }

    [Fact]
    public void WorkerThatHasNotBeenHeard_TakesNothing_AndIsNamed()
    {
        WorkerStatus silent = Status(1) with { Load = null };
        ShuffleException error = Assert.Throws<ShuffleException>(() => WorkerFilter.Candidates([silent], null, new RoundRobinStrategy()));
        Assert.Equal(ShuffleErrorCode.NoWorkerAvailable, error.Code);
        Assert.Contains($"{Id(1)} has not reported yet", error.Message, StringComparison.Ordinal);
    }

    private static RequestAssignment Among(int count, int maxWorkers)
        => new(WorkerFilter.Candidates(Enumerable.Range(1, count).Select(Status), null, new RoundRobinStrategy()), maxWorkers);

    private static WorkerStatus Status(int number)
    {
        WorkerLoad load = new([new DiskLoad("/data", DiskKind.Ssd, 1L << 40, 0, Healthy: true)], 1 << 30, 0, 0, 0, AcceptsWrites: true);
        return new WorkerStatus(new WorkerLocation(Id(number), new WorkerIncarnationId(Guid.NewGuid()), "h", 7000), false, load, 0);
    }

    private static WorkerId Id(int number) => new(new Guid(number, 0, 0, new byte[8]));

    private static PartitionRequest Contribution(int index) => new(DataSet, DataPartitionKind.Reduce, index, 0, 16);

    private static IReadOnlyList<WorkerId> Workers(IReadOnlyList<WorkerLocation> locations) => [.. locations.Select(location => location.Worker)];
}
