namespace ShuffleOrleans.ControlPlane.Validation;

/// <summary>What a worker's reports must look like.</summary>
internal static class WorkerRules
{
    public const int MaxHostLength = 255;
    public const int MaxRackLength = 200;
    public const int MaxDisks = 256;
    public const int MaxDirectoryLength = 4096;
    public const int MaxReasonLength = 2000;
    public const int MaxInventory = 1_000_000;

    // Leaves room for every allocation to come: an epoch is never given twice and never overflows.
    private const long MaxEpoch = 1L << 53;

    public static void Check(WorkerRegistration registration)
    {
        Require.Present(registration, "The registration");
        Process(registration.Worker, registration.Incarnation);
        Require.Text(registration.Host, MaxHostLength, "Host", mayBeEmpty: false);
        Require.Between(registration.DataPort, 1, 65535, "DataPort");
        Require.Text(registration.Rack, MaxRackLength, "Rack");
        Check(registration.Load);
        Require.Count(registration.Inventory, 0, MaxInventory, "Inventory");
        for (int index = 0; index < registration.Inventory.Count; index++)
        {
            Check(registration.Inventory[index], $"Inventory[{index}]");
        }
    }

    public static void Check(WorkerHeartbeat heartbeat)
    {
        Require.Present(heartbeat, "The heartbeat");
        Process(heartbeat.Worker, heartbeat.Incarnation);
        Check(heartbeat.Load);
        Require.Count(heartbeat.Changes, 0, WorkerHeartbeat.MaxChanges, "Changes");
        for (int index = 0; index < heartbeat.Changes.Count; index++)
        {
            Check(heartbeat.Changes[index], $"Changes[{index}]");
            long expected = heartbeat.Changes[0].Sequence + index;
            Require.That(
                heartbeat.Changes[index].Sequence == expected,
                $"Changes[{index}].Sequence",
                $"is {heartbeat.Changes[index].Sequence}; {expected} was due: changes are numbered without gaps.");
        }
    }

    public static void Check(WorkerLeave leave)
    {
        Require.Present(leave, "The request");
        Process(leave.Worker, leave.Incarnation);
    }

    private static void Process(WorkerId worker, WorkerIncarnationId incarnation)
    {
        Require.Id(worker, "Worker");
        Require.Id(incarnation, "Incarnation");
    }

    private static void Check(WorkerLoad? load)
    {
        Require.Present(load, "Load");
        Require.NotNegative(load.MemoryBudgetBytes, "Load.MemoryBudgetBytes");
        Require.NotNegative(load.MemoryInUseBytes, "Load.MemoryInUseBytes");
        Require.NotNegative(load.OpenWriteChannels, "Load.OpenWriteChannels");
        Require.NotNegative(load.OpenReadChannels, "Load.OpenReadChannels");
        Require.Count(load.Disks, 0, MaxDisks, "Load.Disks");
        for (int index = 0; index < load.Disks.Count; index++)
        {
            DiskLoad disk = load.Disks[index];
            Require.Present(disk, $"Load.Disks[{index}]");
            Require.Text(disk.Directory, MaxDirectoryLength, $"Load.Disks[{index}].Directory");
            Require.NotNegative(disk.StoredBytes, $"Load.Disks[{index}].StoredBytes");
            Require.That(Enum.IsDefined(disk.State), $"Load.Disks[{index}].State", $"is {(int)disk.State}, which is not a state of a disk.");
            Require.Text(disk.Reason, DiskLoad.MaxReasonLength, $"Load.Disks[{index}].Reason");
        }
    }

    private static void Check(StoredPartition? stored, string field)
    {
        Require.Present(stored, field);
        Check(stored.Attempt, $"{field}.Attempt");
        Require.Between(stored.SubpartitionCount, 1, PartitionRules.MaxSubpartitions, $"{field}.SubpartitionCount");
    }

    private static void Check(PartitionChange? change, string field)
    {
        Require.Present(change, field);
        Require.Between(change.Sequence, 1, long.MaxValue - WorkerHeartbeat.MaxChanges, $"{field}.Sequence");
        Require.That(Enum.IsDefined(change.Kind), $"{field}.Kind", $"is {(int)change.Kind}, which is not a kind of change.");
        Check(change.Attempt, $"{field}.Attempt");
        Require.Between(change.SubpartitionCount, 0, PartitionRules.MaxSubpartitions, $"{field}.SubpartitionCount");
        Require.That(change.Kind != PartitionChangeKind.Committed || change.Receipt is not null, $"{field}.Receipt", "is missing; a commit has one.");
        Require.Text(change.Reason, MaxReasonLength, $"{field}.Reason");
    }

    private static void Check(PartitionAttemptId attempt, string field)
    {
        Require.Id(attempt.Partition.Job, $"{field}.Partition.Job");
        Require.Id(attempt.Partition.DataSet, $"{field}.Partition.DataSet");
        Require.That(
            Enum.IsDefined(attempt.Partition.Kind) && attempt.Partition.Kind != DataPartitionKind.None,
            $"{field}.Partition.Kind",
            "is not a kind of partition.");
        Require.NotNegative(attempt.Partition.PartitionIndex, $"{field}.Partition.PartitionIndex");
        Require.NotNegative(attempt.Attempt, $"{field}.Attempt");
        Require.Between(attempt.Epoch, 1, MaxEpoch, $"{field}.Epoch");
    }
}
