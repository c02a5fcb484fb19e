using System.Globalization;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.TestKit.Fuzzing;

namespace ShuffleOrleans.Tests.DataPlane.Fuzzing;

/// <summary>
/// Damaged conversations with a whole worker: no bug is logged, no buffer, channel or file is left, and what is committed is what a slow reading of the
/// conversation allows. The seeds are the same in every run;
/// SHUFFLE_FUZZ_SEED and SHUFFLE_FUZZ_ITERATIONS choose others. A failure names the seed of its iteration: with that seed and one iteration it fails again.
/// </summary>
public sealed class WorkerFuzzTests
{
    private const int DefaultIterations = 600;

    private static readonly int GoodbyeLength = new Script().Say(0, new GoodbyeMessage(new ErrorDetail(ShuffleErrorCode.None, "Done."))).Bytes.Length;

    [Fact]
    public async Task WholeConversation_CommitsWhatWasFinished()
    {
        int committed = await ForEachSeedAsync(100, random => WithoutGoodbye(Writer(random)));
        Assert.True(committed > 100, $"Only {committed} partitions were committed.");
    }

    [Fact]
    public async Task DamagedWriter_CommitsOnlyWhatTheSlowReadingAllows()
    {
        int committed = await ForEachSeedAsync(DefaultIterations, random => Damage(random, WithoutGoodbye(Writer(random))));
        Assert.True(committed > 50, $"Only {committed} partitions were committed: the damage hides what is behind the first check.");
    }

    [Fact]
    public async Task DamagedWriter_ThatSaysGoodbye_LeavesNothingHalfDone() =>
        await ForEachSeedAsync(DefaultIterations, random => Damage(random, Writer(random)));

    [Fact]
    public async Task DamagedReader_HurtsNobody()
    {
        using FuzzedWorker worker = new();
        SamplePartition partition = SamplePartition.Mixed();
        await worker.ConverseAsync(
            [.. Script.Greeting(ConnectionDirection.Write).Say(
                1, partition.Open).Data(1, partition.Bytes).Say(1, new FinishWriteMessage(partition.Receipt)).Bytes.Span], new Random(0));
        StoredPartition before = Assert.Single(worker.Inventory);
        byte[] frames = worker.FramesOf(before);
        long answered = 0;
        await ForEachSeedAsync(DefaultIterations, async random =>
        {
            byte[] conversation = random.Next(4) == 0 ? ToAnyone(SampleConversation.OfReader(random)) : Reader(random, partition);
            answered += await worker.ConverseAsync(Damage(random, conversation), random);
        });
        Assert.Equal(before, Assert.Single(worker.Inventory));
        Assert.Equal(frames, worker.FramesOf(before));
        Assert.True(answered > frames.Length, "No damaged reader got as far as the data.");
    }

    private static async Task<int> ForEachSeedAsync(int iterations, Func<Random, byte[]> make)
    {
        using FuzzedWorker worker = new();
        int committed = 0;
        await ForEachSeedAsync(iterations, async random =>
        {
            byte[] conversation = make(random);
            await worker.ConverseAsync(conversation, random);
            SlowWriteCheck check = new(conversation);
            Assert.All(worker.Inventory, stored =>
                Assert.True(check.Allows(stored.Attempt, worker.FramesOf(stored), stored.Receipt), $"{stored} should not have been accepted."));
            committed += worker.Inventory.Count;
            await worker.ClearAsync();
        });
        return committed;
    }

    private static async Task ForEachSeedAsync(int iterations, Func<Random, Task> run)
    {
        int first = Setting("SHUFFLE_FUZZ_SEED", 1);
        int count = Setting("SHUFFLE_FUZZ_ITERATIONS", iterations);
        for (int seed = first; seed < first + count; seed++)
        {
            try
            {
                await run(new Random(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"SHUFFLE_FUZZ_SEED={seed} SHUFFLE_FUZZ_ITERATIONS=1: {e.Message}", e);
            }
        }
    }

    private static int Setting(
        string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : otherwise;

    private static byte[] WithoutGoodbye(byte[] conversation) => conversation[..^GoodbyeLength];

    // The samples mean some worker; these mean whoever answers.
    private static byte[] Writer(Random random) => ToAnyone(SampleConversation.OfWriter(random));

    private static byte[] ToAnyone(byte[] conversation)
    {
        const int HelloBody = ConnectionPreamble.Length + MessageHeader.Length;
        conversation.AsSpan(HelloBody + 13, 2 * IdBytes.Length).Clear();
        MessageResealer.Reseal(conversation);
        return conversation;
    }

    private static byte[] Damage(Random random, byte[] conversation)
    {
        byte[] damaged = new ByteMutator(random).Mutate(conversation, SampleConversation.OfWriter(random));
        if (random.Next(3) > 0)
        {
            MessageResealer.Reseal(damaged);
        }

        return damaged;
    }

    private static byte[] Reader(Random random, SamplePartition partition)
    {
        Script script = Script.Greeting(ConnectionDirection.Read);
        OpenReadEntry[] entries = new OpenReadEntry[random.Next(1, 5)];
        for (int i = 0; i < entries.Length; i++)
        {
            SubpartitionRange range = new(random.Next(4), 4 + random.Next(5));
            entries[i] = new OpenReadEntry((uint)i + 1, partition.Attempt, range, random.Next(6), random.Next(100_000));
        }

        script.Say(0, new OpenReadMessage(entries));
        for (int i = 0; i < 4; i++)
        {
            script.Say((uint)random.Next(1, 5), new AddCreditMessage(random.Next(1, 50_000)));
        }

        return [.. script.Say((uint)random.Next(1, 5), default(CloseReadMessage)).Say(0, new PingMessage(1)).Bytes.Span];
    }
}
