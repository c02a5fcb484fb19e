using ShuffleOrleans.Tests.TestKit.Fuzzing;

namespace ShuffleOrleans.Tests.DataPlane.Simulation;

/// <summary>
/// Seeded runs of a whole worker on a disk whose every operation may fail, tear or both: what was acknowledged is read back bit for bit, everything else is a
/// typed error, and nothing is left at the end. See <see cref="Seeds"/> for more of them.
/// </summary>
public sealed class FaultRunTests
{
    [Fact]
    public async Task WhateverTheDiskFails_NothingAcknowledgedIsLost_AndNothingIsLeft()
    {
        int committed = 0;
        int refused = 0;
        await Seeds.ForEachAsync(20, async seed =>
        {
            using FaultRun run = new(seed);
            await run.RunAsync();
            committed += run.Committed;
            refused += run.Refused;
        });
        Assert.True(committed > 0 && refused > 0, $"{committed} attempts were committed and {refused} met a fault.");
    }
}
