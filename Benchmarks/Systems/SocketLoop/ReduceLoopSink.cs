using Microsoft.Win32.SafeHandles;

namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>Deals the bytes of one producer out to the files of the consumers.</summary>
internal sealed class ReduceLoopSink(SafeFileHandle[] files, long[] offsets, long[] lengths) : ILoopSink
{
    private int _consumer;
    private long _done;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = (int)Math.Min(bytes.Length, lengths[_consumer] - _done);
            RandomAccess.Write(files[_consumer], bytes[..count], offsets[_consumer] + _done);
            bytes = bytes[count..];
            _done += count;
            if (_done == lengths[_consumer])
            {
                _consumer++;
                _done = 0;
            }
        }
    }
}
