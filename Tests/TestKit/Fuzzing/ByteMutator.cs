using System.Buffers.Binary;

namespace ShuffleOrleans.Tests.TestKit.Fuzzing;

/// <summary>
/// Damages valid bytes the way a broken or hostile peer would: flipped bits, lost, doubled and invented bytes, pieces of another conversation, lengths that
/// lie. It
/// damages each input one to four times; everything it does follows from the random source, so a seed replays a run. It never makes inputs much longer than it
/// was given.
/// </summary>
public sealed class ByteMutator(Random random)
{
    private const int MaxPiece = 64;

    private static readonly int[] TellingNumbers =
    [
        0, 1, -1, 2, 15, 16, 23, 24, 25, 255, 256, 65535, 65536,
        48 * 1024, (48 * 1024) + 1, 64 * 1024 * 1024, (64 * 1024 * 1024) + 1, int.MaxValue, int.MinValue,
    ];

    /// <summary>A damaged copy of <paramref name="valid"/>. <paramref name="donor"/> gives the pieces for splices.</summary>
    public byte[] Mutate(ReadOnlySpan<byte> valid, ReadOnlySpan<byte> donor)
    {
        List<byte> bytes = [.. valid];
        byte[] pieces = donor.ToArray();
        for (int left = random.Next(1, 5); left > 0 && bytes.Count > 0; left--)
        {
            MutateOnce(bytes, pieces);
        }

        return [.. bytes];
    }

    private void MutateOnce(List<byte> bytes, byte[] donor)
    {
        switch (random.Next(8))
        {
            case 0:
                FlipBit(bytes);
                break;
            case 1:
                bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
                break;
            case 2:
                Insert(bytes);
                break;
            case 3:
                Delete(bytes);
                break;
            case 4:
                Double(bytes);
                break;
            case 5:
                Splice(bytes, donor);
                break;
            case 6:
                Truncate(bytes);
                break;
            default:
                LieAboutALength(bytes);
                break;
        }
    }

    private void FlipBit(List<byte> bytes) => bytes[random.Next(bytes.Count)] ^= (byte)(1 << random.Next(8));

    private void Insert(List<byte> bytes)
    {
        byte[] piece = new byte[random.Next(1, MaxPiece)];
        random.NextBytes(piece);
        bytes.InsertRange(random.Next(bytes.Count + 1), piece);
    }

    private void Delete(List<byte> bytes)
    {
        (int start, int length) = Piece(bytes.Count);
        bytes.RemoveRange(start, length);
    }

    private void Double(List<byte> bytes)
    {
        (int start, int length) = Piece(bytes.Count);
        bytes.InsertRange(start, bytes.GetRange(start, length));
    }

    private void Splice(List<byte> bytes, byte[] donor)
    {
        if (donor.Length == 0)
        {
            return;
        }

        (int start, int length) = Piece(donor.Length);
        bytes.InsertRange(random.Next(bytes.Count + 1), donor[start..(start + length)]);
    }

    private void Truncate(List<byte> bytes)
    {
        int kept = random.Next(bytes.Count);
        bytes.RemoveRange(kept, bytes.Count - kept);
    }

    private void LieAboutALength(List<byte> bytes)
    {
        Span<byte> lie = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(lie, TellingNumbers[random.Next(TellingNumbers.Length)]);
        int width = random.Next(2) == 0 ? sizeof(short) : sizeof(int);
        int start = random.Next(bytes.Count);
        for (int i = 0; i < width && start + i < bytes.Count; i++)
        {
            bytes[start + i] = lie[i];
        }
    }

    private (int Start, int Length) Piece(int count)
    {
        int start = random.Next(count);
        return (start, random.Next(1, Math.Min(MaxPiece, count - start) + 1));
    }
}
