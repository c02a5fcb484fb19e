using System.Globalization;
using System.Text;

namespace ShuffleOrleans.Benchmarks.Systems.Redis;

/// <summary>
/// Counts the strings in Redis's answers, wherever the receives cut them. An error is thrown, a missing value too. No I/O; one task at a time.
/// </summary>
internal sealed class RespReplies
{
    // No line of an answer is longer, but for errors.
    private const int MaxLineBytes = 4096;
    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    private int _valuesLeft;
    private long _stringBytesLeft;
    private long _bytes;

    /// <summary>All expected answers have been taken.</summary>
    public bool IsComplete => _valuesLeft == 0 && _stringBytesLeft == 0;

    /// <summary>So many more answers will come.</summary>
    public void Expect(int count) => _valuesLeft += count;

    /// <summary>How many bytes the strings had since it was last asked.</summary>
    public long TakeBytes()
    {
        long bytes = _bytes;
        _bytes = 0;
        return bytes;
    }

    /// <summary>Takes what has been received.</summary>
    /// <returns>How much of it is used up; the rest is the beginning of a line, or belongs to answers that are not expected yet.</returns>
    public int Take(ReadOnlySpan<byte> received)
    {
        int taken = 0;
        while (!IsComplete && taken < received.Length)
        {
            int step = _stringBytesLeft > 0 ? TakeString(received[taken..]) : TakeLine(received[taken..]);
            if (step == 0)
            {
                break;
            }

            taken += step;
        }

        return taken;
    }

    private int TakeString(ReadOnlySpan<byte> received)
    {
        int taken = (int)Math.Min(_stringBytesLeft, received.Length);
        _stringBytesLeft -= taken;
        return taken;
    }

    private int TakeLine(ReadOnlySpan<byte> received)
    {
        int length = received.IndexOf(LineEnd);
        if (length < 0)
        {
            return received.Length <= MaxLineBytes ? 0 : throw new InvalidDataException("A line of an answer does not end.");
        }

        TakeValue(received[0], received[1..length]);
        return length + LineEnd.Length;
    }

    private void TakeValue(byte kind, ReadOnlySpan<byte> rest)
    {
        _valuesLeft--;
        switch (kind)
        {
            case (byte)'+' or (byte)':':
                break;
            case (byte)'*':
                _valuesLeft += (int)Number(rest);
                break;
            case (byte)'$':
                long length = Number(rest);
                _bytes += length;
                _stringBytesLeft = length + LineEnd.Length;
                break;
            default:
                throw new InvalidDataException($"Redis answered {(char)kind}{Encoding.ASCII.GetString(rest)}.");
        }
    }

    private static long Number(ReadOnlySpan<byte> digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new InvalidDataException($"Redis answered with a length of {Encoding.ASCII.GetString(digits)}: the value is missing.");
}
