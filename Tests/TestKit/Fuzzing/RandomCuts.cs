namespace ShuffleOrleans.Tests.TestKit.Fuzzing;

/// <summary>Cuts bytes into pieces as a network might deliver them: many tiny ones, some large, now and then an empty one.</summary>
public static class RandomCuts
{
    /// <summary>Pieces that make up <paramref name="bytes"/> when put together.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(ReadOnlyMemory<byte> bytes, Random random)
    {
        int longest = random.Next(3) switch { 0 => 1, 1 => 32, _ => 4096 };
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(random.Next(longest + 1), bytes.Length);
            yield return bytes[..length];
            bytes = bytes[length..];
        }
    }
}
