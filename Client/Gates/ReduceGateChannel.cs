using ShuffleOrleans.Client.Api;
using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Gates;

/// <summary>
/// Reads reduce partitions of one worker: for some subpartitions, the contributions of many producers, mixed as they lie in the files. Tags in between say
/// whose frames follow; they end here. The producer of the last tag is remembered over a lost connection, as what was received is.
/// </summary>
internal sealed class ReduceGateChannel : GateChannel
{
    private readonly ReduceRangeVerifier _verifier;
    private readonly SubpartitionRange _range;
    private readonly DataPartitionId _partition;
    private readonly FrameSeed _tagSeed;
    private readonly Contribution[] _told;
    private Contribution[] _asked;
    private Contribution? _replaced;
    private Contribution? _refused;
    private WorkerEndpoint _endpoint;
    private FrameSeed _seed;

    /// <param name="gate">Where the frames go.</param>
    /// <param name="group">What is read.</param>
    public ReduceGateChannel(RemoteInputGate gate, ReduceGroup group)
        : base(gate)
    {
        _range = group.Range;
        _endpoint = group.Worker;
        _told = [.. group.Contributions];
        _asked = [];
        _partition = _told[0].Descriptor.Allocation.Attempt.Partition;
        _tagSeed = ProducerTag.SeedOf(_partition.Job, _partition.DataSet);
        _verifier = new ReduceRangeVerifier(_range);
    }

    public override WorkerEndpoint Endpoint => _endpoint;

    public override ResultPartitionId Blamed => (_refused ?? Current ?? _told[0]).Descriptor.ResultPartition;

    protected override RangeTally Tally => _verifier.Tally;

    private Contribution? Current => _verifier.Producer < 0 ? null : _asked[_verifier.Producer];

    public override ResultPartitionId ResultPartitionOf(int channelIndex) =>
        Array.Find(_asked, contribution => contribution.ChannelIndex == channelIndex).Descriptor.ResultPartition;

    public override void Update(int channelIndex, StoredShuffleDescriptor descriptor)
    {
        int index = Array.FindIndex(_told, contribution => contribution.ChannelIndex == channelIndex);
        if (index < 0)
        {
            return;
        }

        Contribution update = new(channelIndex, descriptor);
        ReadShare share = ReadShare.Of(descriptor.Allocation, _range).FirstOrDefault(share => share.Range == _range);
        bool isHere = share != default && (update.Tag == _told[index].Tag || share.Worker == _endpoint);
        if (isHere)
        {
            _told[index] = update;
            _endpoint = share.Worker;
        }
        else
        {
            // Another attempt, elsewhere: what this channel was to read will not be there for long.
            _replaced ??= _told[index];
        }
    }

    public override void Prepare()
    {
        if ((_replaced ?? FindReplaced()) is Contribution replaced)
        {
            ResultPartitionId partition = replaced.Descriptor.ResultPartition;
            throw new PartitionNotFoundException(
                partition, ShuffleErrorCode.StaleEpoch, $"{partition} was replaced by another attempt while it was being read; read again from the beginning.");
        }

        if (Tally.FrameCount == 0)
        {
            _asked = [.. _told];
            _verifier.Ask([.. _asked.Select(contribution => contribution.Tag)]);
        }
    }

    public override ShuffleErrorCode CheckHeader(in FrameHeader header) => _verifier.Check(header);

    public override FrameSeed SeedOf(in FrameHeader header) => header.Kind == FrameKind.Producer ? _tagSeed : _seed;

    protected override void PostOpen(ClientConnection connection, uint number, List<OpenReadEntry> together) => connection.Post(
        number,
        new OpenReduceReadMessage(
            _partition.Job, _partition.DataSet, _range, Tally.FrameCount, Credit, [.. _asked.Select(contribution => contribution.Tag)]));

    protected override bool TryAnswer(MessageType type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case MessageType.ReduceReadOpened:
                _refused = null;
                ReduceReadOpenedMessage opened = ClientConnection.Decode<ReduceReadOpenedMessage>(body);
                FinishOpening(_verifier.OnOpened(opened), opened);
                return true;
            case MessageType.ReduceReadFailed:
                OnFailed(ClientConnection.Decode<ReduceReadFailedMessage>(body));
                return true;
            default:
                return false;
        }
    }

    protected override void Accept(in FrameHeader header, List<BufferSegment> payload)
    {
        if (header.Kind == FrameKind.Producer)
        {
            AcceptTag(header, payload);
            return;
        }

        _verifier.Add(header);
        // What was broadcast lies in the file of each subpartition: there it is for that one alone.
        Deliver(_asked[_verifier.Producer].ChannelIndex, SubpartitionRange.Single(_verifier.Subpartition), header, payload);
    }

    protected override ShuffleErrorCode CheckEnd(in ReadEndMessage end) => Tally.OnEnd(end);

    private Contribution? FindReplaced()
    {
        for (int i = 0; Tally.FrameCount > 0 && i < _asked.Length; i++)
        {
            if (_asked[i].Tag != _told[i].Tag)
            {
                return _asked[i];
            }
        }

        return null;
    }

    private void OnFailed(in ReduceReadFailedMessage failed)
    {
        int index = _verifier.Find(failed.Producer);
        if (index < 0)
        {
            throw new ShuffleException(ShuffleErrorCode.UnexpectedMessage, $"The worker refuses {failed.Producer}, which was not asked for.");
        }

        _refused = _asked[index];
        Refuse(failed.Error);
    }

    private void AcceptTag(in FrameHeader header, List<BufferSegment> payload)
    {
        Span<byte> bytes = stackalloc byte[ProducerTag.PayloadLength];
        int length = 0;
        foreach (BufferSegment segment in payload)
        {
            segment.Span.CopyTo(bytes[length..]);
            length += segment.Length;
            segment.Buffer.Release();
        }

        if (!ProducerTag.TryRead(bytes, out ProducerTag tag) || _verifier.AddTag(header, tag) != ShuffleErrorCode.None)
        {
            OnViolation(ShuffleErrorCode.FrameOutOfOrder, $"Frames of {tag} come, which was not asked for.");
        }

        _seed = new FrameSeed(_partition with { PartitionIndex = tag.ProducerIndex }, tag.Attempt);
    }
}
