using ShuffleOrleans.Client.Connections;
using ShuffleOrleans.DataPlane.Memory;
using ShuffleOrleans.Protocol.Descriptors;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Frames;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Client.Gates;

/// <summary>Reads a range of one map partition: one producer's output for some consumers.</summary>
internal sealed class MapGateChannel : GateChannel
{
    private readonly RangeVerifier _verifier;
    private readonly SubpartitionRange _range;
    private readonly int _index;
    private StoredShuffleDescriptor _told;
    private StoredShuffleDescriptor _asked;
    private FrameSeed _seed;

    /// <param name="gate">Where the frames go.</param>
    /// <param name="index">The producer's place in the gate.</param>
    /// <param name="range">Which subpartitions.</param>
    /// <param name="descriptor">Where the output is.</param>
    public MapGateChannel(RemoteInputGate gate, int index, SubpartitionRange range, StoredShuffleDescriptor descriptor)
        : base(gate)
    {
        _index = index;
        _range = range;
        _told = descriptor;
        _asked = descriptor;
        _verifier = new RangeVerifier(range);
    }

    public override WorkerEndpoint Endpoint => WorkerEndpoint.ForReading(_told.Allocation.Locations[0]);

    public override ResultPartitionId Blamed => _asked.ResultPartition;

    protected override RangeTally Tally => _verifier.Tally;

    public override ResultPartitionId ResultPartitionOf(int channelIndex) => _asked.ResultPartition;

    public override void Update(int channelIndex, StoredShuffleDescriptor descriptor)
    {
        if (channelIndex == _index)
        {
            _told = descriptor;
        }
    }

    // Whether another attempt's output goes together with what was received, its receipt says when it is opened.
    public override void Prepare()
    {
        _asked = _told;
        _seed = new FrameSeed(_asked.Allocation.Attempt.Partition, _asked.Allocation.Attempt.Attempt);
    }

    public override ShuffleErrorCode CheckHeader(in FrameHeader header) => _verifier.Check(header);

    public override FrameSeed SeedOf(in FrameHeader header) => _seed;

    protected override void PostOpen(ClientConnection connection, uint number, List<OpenReadEntry> together) =>
        together.Add(new OpenReadEntry(number, _asked.Allocation.Attempt, _range, Tally.FrameCount, Credit));

    protected override bool TryAnswer(MessageType type, ReadOnlySpan<byte> body)
    {
        if (type != MessageType.ReadOpened)
        {
            return false;
        }

        ReadOpenedMessage opened = ClientConnection.Decode<ReadOpenedMessage>(body);
        FinishOpening(_verifier.OnOpened(opened, _asked.Allocation.SubpartitionCount), opened);
        return true;
    }

    protected override void Accept(in FrameHeader header, List<BufferSegment> payload)
    {
        _verifier.Add(header);
        Deliver(_index, header.IsBroadcast ? _range : SubpartitionRange.Single(header.Subpartition), header, payload);
    }

    protected override ShuffleErrorCode CheckEnd(in ReadEndMessage end) => _verifier.OnEnd(end);
}
