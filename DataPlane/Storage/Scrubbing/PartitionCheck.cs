using ShuffleOrleans.DataPlane.Storage.Devices;
using ShuffleOrleans.DataPlane.Storage.Format;
using ShuffleOrleans.DataPlane.Storage.Partitions;
using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Storage.Scrubbing;

/// <summary>
/// The check of what is stored of one partition attempt, piece by piece, from the disk. Damage counts only if a second look, from the beginning, finds damage
/// again. Used on one I/O thread at a time;
/// whoever made it disposes it.
/// </summary>
internal sealed class PartitionCheck : IDisposable
{
    // Opening a file and reading its ends moves the disk's head, however short the file is.
    private const int OpeningBytes = 4096;

    private readonly StoredAttempt _attempt;
    private readonly string _name;
    private IStoredContent? _content;
    private int _framesPassed;
    private bool _isSecondLook;

    /// <param name="attempt">What is checked.</param>
    /// <param name="asked">Who waits for the answer; null if nobody does.</param>
    /// <param name="by">Who wanted it.</param>
    /// <param name="begun">When, as the clock's timestamp.</param>
    public PartitionCheck(StoredAttempt attempt, TaskCompletionSource<VerificationResult>? asked, CheckOrigin by, long begun)
    {
        _attempt = attempt;
        Asked = asked;
        By = by;
        Begun = begun;
        _name = PartitionFileName.Of(attempt.Id);
    }

    public StoredAttempt Attempt => _attempt;

    /// <summary>Who waits for the answer; null if nobody asked.</summary>
    public TaskCompletionSource<VerificationResult>? Asked { get; }

    /// <summary>Who wanted it.</summary>
    public CheckOrigin By { get; }

    /// <summary>When it was wanted.</summary>
    public long Begun { get; }

    /// <summary>Bytes read so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>The answer, once there is one.</summary>
    public VerificationResult? Result { get; private set; }

    /// <summary>Reads and checks the next piece. Blocking.</summary>
    /// <returns>How many bytes it cost the disk.</returns>
    public long Advance(Span<byte> buffer)
    {
        long before = Bytes;
        try
        {
            Judge(_content is null ? Open() : Read(buffer));
        }
        catch (DamagedFileException e)
        {
            Judge(e.Damage);
        }
        catch (EndOfStreamException)
        {
            Judge(FileDamage.TooShort);
        }
        catch (FileNotFoundException e)
        {
            Result = new VerificationResult(VerificationOutcome.Gone, FileDamage.None, Bytes, e.Message);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            Result = new VerificationResult(VerificationOutcome.Unreadable, FileDamage.None, Bytes, e.Message);
        }

        return Bytes - before;
    }

    /// <summary>Ends it without an answer about the file.</summary>
    public void GiveUp(VerificationOutcome outcome, string detail) => Result = new VerificationResult(outcome, FileDamage.None, Bytes, detail);

    public void Dispose() => Close();

    private FileDamage Open()
    {
        Bytes += OpeningBytes;
        _content = _attempt.Contribution is null ? new MapContent(_attempt) : new ContributionContent(_attempt);
        FileDamage damage = _content.Open(out long bytes);
        Bytes += bytes;
        return damage;
    }

    private FileDamage Read(Span<byte> buffer)
    {
        FileDamage damage = _content!.Read(buffer, out long bytes);
        Bytes += bytes;
        return damage;
    }

    private void Judge(FileDamage damage)
    {
        if (damage == FileDamage.None && _content!.IsAtEnd)
        {
            damage = _content.Finish();
            if (damage == FileDamage.None)
            {
                Result = new VerificationResult(VerificationOutcome.Sound, FileDamage.None, Bytes, "Every byte is as it was committed.")
                {
                    Frames = _content.FramesPassed,
                };
                return;
            }
        }

        if (damage == FileDamage.None)
        {
            return;
        }

        _framesPassed = _content?.FramesPassed ?? 0;
        if (_isSecondLook)
        {
            Result = new VerificationResult(VerificationOutcome.Damaged, damage, Bytes, Describe(damage)) { Frames = _framesPassed };
            return;
        }

        // A bit may have flipped on its way into memory: only what the disk says twice is true.
        _isSecondLook = true;
        Close();
    }

    private string Describe(FileDamage damage) =>
        $"{_name}: {PartitionFileReader.Describe(damage)}"
        + (damage == FileDamage.Frame ? $", behind {_framesPassed} sound ones." : ".");

    private void Close()
    {
        _content?.Dispose();
        _content = null;
    }
}
