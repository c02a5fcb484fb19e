using ShuffleOrleans.ControlPlane.Facts;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Inspection.Service;

namespace ShuffleOrleans.Tests.ControlPlane.Inspection;

/// <summary>Attempts and queries of chance, by seed. Few different values, so that many are equal in what they are ordered by.</summary>
internal sealed class RandomAttempts(int seed)
{
    private static readonly DateTimeOffset Start = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private readonly Random _random = new(seed);

    public List<AttemptRecord> Make(int partitions)
    {
        List<AttemptRecord> attempts = [];
        for (int i = 0; i < partitions; i++)
        {
            int dataSet = _random.Next(1, 4);
            DataPartitionKind kind = dataSet == 3 ? DataPartitionKind.Reduce : DataPartitionKind.Map;
            DataPartitionId partition = new(new JobId(IdOf(_random.Next(1, 3))), new DataSetId(IdOf(dataSet)), kind, i);
            for (int attempt = 0; attempt <= _random.Next(2); attempt++)
            {
                attempts.Add(MakeAttempt(new PartitionAttemptId(partition, attempt, 100 + attempt)));
            }
        }

        return attempts;
    }

    public PartitionQuery MakeQuery() => new(
        Maybe() ? new JobId(IdOf(_random.Next(1, 4))) : null,
        Maybe() ? new DataSetId(IdOf(_random.Next(1, 4))) : null,
        Maybe() ? [.. Enum.GetValues<PartitionState>().Where(_ => Maybe())] : [],
        Maybe() ? new WorkerId(IdOf(_random.Next(1, 5))) : null,
        Maybe() ? _random.Next(5) : null,
        (PartitionSort)_random.Next(6),
        Maybe(),
        _random.Next(40),
        _random.Next(1, 40));

    public static Guid IdOf(int number) => new(number, 0, 0, new byte[8]);

    private AttemptRecord MakeAttempt(PartitionAttemptId attempt)
    {
        PartitionState state = (PartitionState)_random.Next(1, 7);
        int shares = attempt.Partition.Kind == DataPartitionKind.Map ? 1 : _random.Next(1, 4);
        bool isStored = state is PartitionState.Committed or PartitionState.Lost;
        return new AttemptRecord(
            attempt,
            _random.Next(1, 5),
            [.. Enumerable.Range(1, shares).Select(worker => MakeShare(worker + _random.Next(2), isStored))],
            state,
            Maybe() ? Start + TimeSpan.FromSeconds(_random.Next(5)) : null);
    }

    private ShareRecord MakeShare(int worker, bool isStored) => new(
        new WorkerLocation(new WorkerId(IdOf(worker)), new WorkerIncarnationId(IdOf(worker)), "host", 7000),
        isStored ? new PartitionReceipt(1, _random.Next(4), _random.Next(4), 42) : null);

    private bool Maybe() => _random.Next(2) == 0;
}
