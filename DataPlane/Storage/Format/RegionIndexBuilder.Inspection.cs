using System.Runtime.InteropServices;

namespace ShuffleOrleans.DataPlane.Storage.Format;

// A look at the index while frames come. No lock: the count of frames is published behind each of them, and whatever belongs to frames before it is written and
// does not change any more, but for counts, which follow from their neighbours.
internal sealed partial class RegionIndexBuilder
{
    private int _added;

    /// <summary>The index of the frames so far. Any thread.</summary>
    public RegionIndex Inspect()
    {
        int frameCount = Volatile.Read(ref _added);
        FrameEntry[] frames = CollectionsMarshal.AsSpan(_frames)[..frameCount].ToArray();
        RunEntry[] runs = RunsOf(frameCount);
        return new RegionIndex(RegionsOf(runs.Length), runs, frames);
    }

    // An entry that is just being added is still empty, or begins behind the frames.
    private RunEntry[] RunsOf(int frameCount)
    {
        List<RunEntry> runs = [];
        foreach (RunEntry run in CollectionsMarshal.AsSpan(_runs))
        {
            if (run.FirstFrame >= frameCount || (runs.Count > 0 && run.FirstFrame <= runs[^1].FirstFrame))
            {
                break;
            }

            runs.Add(run);
        }

        for (int i = 0; i < runs.Count; i++)
        {
            runs[i] = runs[i] with { FrameCount = (i + 1 < runs.Count ? runs[i + 1].FirstFrame : frameCount) - runs[i].FirstFrame };
        }

        return [.. runs];
    }

    private RegionEntry[] RegionsOf(int runCount)
    {
        List<RegionEntry> regions = [];
        foreach (RegionEntry region in CollectionsMarshal.AsSpan(_regions))
        {
            if (region.FirstRun >= runCount || (regions.Count > 0 && region.FirstRun <= regions[^1].FirstRun))
            {
                break;
            }

            regions.Add(region);
        }

        for (int i = 0; i < regions.Count; i++)
        {
            regions[i] = regions[i] with { RunCount = (i + 1 < regions.Count ? regions[i + 1].FirstRun : runCount) - regions[i].FirstRun };
        }

        return [.. regions];
    }
}
