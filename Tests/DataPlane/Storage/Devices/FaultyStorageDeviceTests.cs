using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Storage.Devices;

/// <summary>The double does what its fault model says: tests that rely on it prove no more than that.</summary>
public sealed class FaultyStorageDeviceTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TornWrite_WritesAPrefix_AndFails()
    {
        FaultyStorageDevice device = new(_folder.Path) { Failing = StorageOperation.Write, FailFrom = 2, TornAt = 0.5 };
        using IStorageFile file = device.Create("file");
        file.Write([1, 2, 3, 4], 0);
        Assert.Throws<IOException>(() => file.Write([5, 6, 7, 8], 4));
        Assert.Equal([1, 2, 3, 4, 5, 6], File.ReadAllBytes(_folder.PathOf("file")));
    }

    [Fact]
    public void SameSeed_GivesTheSameFaults_WhateverElseIsCalledBetween()
    {
        bool[] first = Verdicts(new RandomFaults(7, 0.3, StorageOperation.Write, StorageOperation.Read), between: 0);
        bool[] second = Verdicts(new RandomFaults(7, 0.3, StorageOperation.Write, StorageOperation.Read), between: 3);
        bool[] other = Verdicts(new RandomFaults(8, 0.3, StorageOperation.Write, StorageOperation.Read), between: 0);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(fails => fails), 30, 90);
    }

    [Fact]
    public void OperationThatTheSeedDoesNotName_NeverFails()
    {
        FaultyStorageDevice device = new(_folder.Path) { Random = new RandomFaults(1, 1, StorageOperation.Sync) };
        using IStorageFile file = device.Create("file");
        file.Write([1], 0);
        Assert.Throws<IOException>(file.Sync);
    }

    private static bool[] Verdicts(RandomFaults faults, int between) =>
    [
        .. Enumerable.Range(0, 200).Select(_ =>
        {
            for (int i = 0; i < between; i++)
            {
                faults.Fails(StorageOperation.Read, out double _);
            }

            return faults.Fails(StorageOperation.Write, out double _);
        }),
    ];
}
