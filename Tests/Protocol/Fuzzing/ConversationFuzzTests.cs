using System.Globalization;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.TestKit.Fuzzing;

namespace ShuffleOrleans.Tests.Protocol.Fuzzing;

/// <summary>
/// The seeded mutation fuzzer. The seeds are the same in every run; SHUFFLE_FUZZ_SEED and SHUFFLE_FUZZ_ITERATIONS choose others. A failure names the seed of
/// its
/// iteration: with that seed and one iteration it fails again at once.
/// </summary>
public sealed class ConversationFuzzTests
{
    private const int DefaultIterations = 3000;
    private static readonly Dictionary<uint, OpenedChannel> NoChannels = [];
    private static readonly Dictionary<uint, byte[]> NoIdentities = [];

    [Fact]
    public void WritersConversation_IsUnderstoodWholeInAnyCuts() =>
        ForEachSeed(100, random => AssertWhole(SampleConversation.OfWriter(random), random, NoChannels));

    [Fact]
    public void ReadersConversation_IsUnderstoodWholeInAnyCuts() =>
        ForEachSeed(100, random => AssertWhole(SampleConversation.OfReader(random), random, NoChannels));

    [Fact]
    public void WorkersConversation_IsUnderstoodWholeInAnyCuts() => ForEachSeed(100, random =>
    {
        byte[] bytes = SampleConversation.OfWorker(random, out IReadOnlyDictionary<uint, OpenedChannel> opened);
        AssertWhole(bytes, random, opened);
    });

    [Fact]
    public void DamagedConversation_IsRefusedOrUnderstoodRightly() => ForEachSeed(DefaultIterations, random =>
    {
        byte[] valid = random.Next(3) == 0 ? SampleConversation.OfReader(random) : SampleConversation.OfWriter(random);
        byte[] damaged = new ByteMutator(random).Mutate(valid, SampleConversation.OfWorker(random, out _));
        if (random.Next(2) == 0)
        {
            MessageResealer.Reseal(damaged);
        }

        IncrementalParser parser = Parse(damaged, random, NoChannels);
        new SlowConversationCheck(damaged, NoIdentities).AssertContains(parser.Understood);
    });

    [Fact]
    public void DamagedAnswers_AreRefusedOrUnderstoodRightly()
    {
        int tags = 0;
        ForEachSeed(DefaultIterations, random =>
        {
            byte[] valid = SampleConversation.OfWorker(random, out IReadOnlyDictionary<uint, OpenedChannel> opened);
            byte[] damaged = new ByteMutator(random).Mutate(valid, valid);
            MessageResealer.Reseal(damaged);
            IncrementalParser parser = Parse(damaged, random, opened);
            new SlowConversationCheck(damaged, opened.ToDictionary(channel => channel.Key, channel => channel.Value.Identity))
                .AssertContains(parser.Understood);
            tags += parser.Understood.Count(understood => understood is { Type: MessageType.Data, Hex: var hex } && hex[32..34] == "03");
        });
        Assert.True(tags > 0, "No tag was understood: the damage hides what is behind the first check.");
    }

    [Fact]
    public void Cuts_ChangeNothing() => ForEachSeed(500, random =>
    {
        byte[] damaged = new ByteMutator(random).Mutate(SampleConversation.OfWriter(random), []);
        IncrementalParser whole = new(NoChannels);
        whole.Feed(damaged);
        IncrementalParser pieces = Parse(damaged, random, NoChannels);
        Assert.Equal(whole.Understood, pieces.Understood);
        Assert.Equal(whole.Stopped, pieces.Stopped);
    });

    [Fact]
    public void ResealedDamage_ReachesTheDecoders()
    {
        int reachedFurther = 0;
        ForEachSeed(300, random =>
        {
            byte[] damaged = new ByteMutator(random).Mutate(SampleConversation.OfReader(random), []);
            int before = Parse(damaged, random, NoChannels).Understood.Count;
            MessageResealer.Reseal(damaged);
            reachedFurther += Parse(damaged, random, NoChannels).Understood.Count > before ? 1 : 0;
        });
        Assert.InRange(reachedFurther, 10, 300);
    }

    private static void AssertWhole(byte[] conversation, Random random, IReadOnlyDictionary<uint, OpenedChannel> opened)
    {
        IncrementalParser parser = Parse(conversation, random, opened);
        Assert.False(parser.Stopped);
        Assert.Equal(MessageType.Goodbye, parser.Understood[^1].Type);
    }

    private static IncrementalParser Parse(byte[] conversation, Random random, IReadOnlyDictionary<uint, OpenedChannel> opened)
    {
        IncrementalParser parser = new(opened);
        foreach (ReadOnlyMemory<byte> piece in RandomCuts.Of(conversation, random))
        {
            parser.Feed(piece.Span);
        }

        return parser;
    }

    private static void ForEachSeed(int defaultIterations, Action<Random> run)
    {
        int first = Setting("SHUFFLE_FUZZ_SEED", 1);
        int iterations = Setting("SHUFFLE_FUZZ_ITERATIONS", defaultIterations);
        for (int seed = first; seed < first + iterations; seed++)
        {
            try
            {
                run(new Random(seed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Fails with SHUFFLE_FUZZ_SEED={seed} SHUFFLE_FUZZ_ITERATIONS=1: {failure.Message}", failure);
            }
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
