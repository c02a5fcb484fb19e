using System.Buffers.Binary;
using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;

namespace ShuffleOrleans.Tests.SampleHost;

/// <summary>Reads the files of all producers at once, a piece of each in turn, so that channels are mixed.</summary>
internal sealed class DirectoryInputGate(string directory, InputGateDeploymentDescriptor gate, int loseIndex) : IInputGate
{
    private readonly Queue<(int Channel, FileStream File)> _open = [];
    private readonly byte[] _header = new byte[8];
    private BufferOrEvent? _next;

    public int ChannelCount => gate.Shuffles.Count;

    public bool IsFinished { get; private set; }

    public ValueTask SetupAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask<bool> WaitToPollAsync(CancellationToken cancellationToken = default)
    {
        if (_open.Count == 0 && !IsFinished && _next is null)
        {
            OpenAll();
        }

        while (_next is null && _open.TryDequeue(out (int Channel, FileStream File) source))
        {
            ReadPiece(source.Channel, source.File);
        }

        IsFinished = _next is null;
        return ValueTask.FromResult(!IsFinished);
    }

    public bool TryPollNext(out BufferOrEvent next)
    {
        next = _next ?? default;
        bool has = _next is not null;
        _next = null;
        return has;
    }

    public ValueTask DisposeAsync()
    {
        foreach ((_, FileStream file) in _open)
        {
            file.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private void OpenAll()
    {
        for (int channel = 0; channel < gate.Shuffles.Count; channel++)
        {
            ResultPartitionId id = gate.Shuffles[channel].ResultPartition;
            string path = PartitionFile.Committed(directory, id);
            if (id.PartitionIndex == loseIndex && id.Attempt == 0)
            {
                File.Delete(path);
            }

            try
            {
                _open.Enqueue((channel, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)));
            }
            catch (FileNotFoundException e)
            {
                throw new PartitionNotFoundException(id, ShuffleErrorCode.PartitionNotFound, $"{id} is not there.", e);
            }
        }
    }

    private void ReadPiece(int channel, FileStream file)
    {
        while (file.ReadAtLeast(_header, _header.Length, throwOnEndOfStream: false) == _header.Length)
        {
            int subpartition = BinaryPrimitives.ReadInt32LittleEndian(_header);
            int length = BinaryPrimitives.ReadInt32LittleEndian(_header.AsSpan(4));
            if (subpartition >= 0 && !gate.Range.Contains(subpartition))
            {
                file.Seek(length, SeekOrigin.Current);
                continue;
            }

            byte[] piece = new byte[length];
            file.ReadExactly(piece);
            _next = new BufferOrEvent(new NetworkBuffer(new ArrayBuffer(piece), 0), IsEvent: false, channel, Math.Max(subpartition, gate.Range.First));
            _open.Enqueue((channel, file));
            return;
        }

        file.Dispose();
    }
}
