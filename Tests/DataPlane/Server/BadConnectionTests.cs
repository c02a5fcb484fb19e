using System.Buffers.Binary;
using ShuffleOrleans.Protocol.Checksums;
using ShuffleOrleans.Protocol.ControlPlane;
using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Protocol.Ids;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.DataPlane.Harness;

namespace ShuffleOrleans.Tests.DataPlane.Server;

/// <summary>Bytes after which a connection cannot be trusted: a goodbye that says why, the end, and nobody else hurt.</summary>
public class BadConnectionTests : LiveWorkerTest
{
    public static TheoryData<string, ShuffleErrorCode> FirstBytes => new()
    {
        { "garbage", ShuffleErrorCode.NotShuffleProtocol },
        { "http", ShuffleErrorCode.NotShuffleProtocol },
        { "other version", ShuffleErrorCode.UnsupportedVersion },
        { "stale incarnation", ShuffleErrorCode.StaleIncarnation },
        { "other worker", ShuffleErrorCode.StaleIncarnation },
        { "message before hello", ShuffleErrorCode.UnexpectedMessage },
        { "data before hello", ShuffleErrorCode.UnexpectedMessage },
        { "malformed hello", ShuffleErrorCode.MalformedMessage },
    };

    public static TheoryData<string, ShuffleErrorCode> LaterBytes => new()
    {
        { "unknown type", ShuffleErrorCode.UnknownMessage },
        { "type 0", ShuffleErrorCode.UnknownMessage },
        { "a worker's message", ShuffleErrorCode.UnexpectedMessage },
        { "second hello", ShuffleErrorCode.UnexpectedMessage },
        { "read on a write connection", ShuffleErrorCode.UnexpectedMessage },
        { "negative length", ShuffleErrorCode.MalformedMessage },
        { "flags", ShuffleErrorCode.MalformedMessage },
        { "oversized control", ShuffleErrorCode.MessageTooLarge },
        { "oversized data", ShuffleErrorCode.MessageTooLarge },
        { "control checksum", ShuffleErrorCode.MessageChecksumMismatch },
        { "data checksum", ShuffleErrorCode.MessageChecksumMismatch },
        { "malformed body", ShuffleErrorCode.MalformedMessage },
        { "body too long", ShuffleErrorCode.MalformedMessage },
    };

    [Theory]
    [MemberData(nameof(FirstBytes))]
    public async Task WrongBeginning_GetsAGoodbye(string what, ShuffleErrorCode code)
    {
        using RawClient client = await RawClient.ConnectAsync(Worker.Port.EndPoint);
        await client.SendAsync(Beginning(what));
        await client.ExpectGoodbyeAsync(code);
    }

    [Theory]
    [MemberData(nameof(LaterBytes))]
    public async Task LostFraming_GetsAGoodbye_AndOthersGoOn(string what, ShuffleErrorCode code)
    {
        SamplePartition bystander = SamplePartition.Mixed();
        SamplePartition victim = SamplePartition.Mixed();
        using RawClient other = await Worker.GreetAsync(ConnectionDirection.Write);
        await other.SayAsync(1, bystander.Open);
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, victim.Open).Data(1, victim.Bytes));
        await client.SendAsync(Breaking(what));
        await client.ExpectGoodbyeAsync(code);
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, victim.Attempt);
        RawWriter writer = new(other, 1, bystander);
        await writer.SendFramesAsync();
        await writer.FinishAsync();
    }

    [Fact]
    public async Task PartOfThePreamble_ThenTheEnd_IsNoTrouble()
    {
        using RawClient client = await RawClient.ConnectAsync(Worker.Port.EndPoint);
        await client.SendAsync("SHUF"u8.ToArray());
        client.EndSending();
        await client.ReadToTheEndAsync();
    }

    [Fact]
    public async Task OneConnectionTooMany_IsToldSo()
    {
        List<RawClient> clients = [];
        for (int i = 0; i < 20; i++)
        {
            clients.Add(await Worker.GreetAsync(ConnectionDirection.Read));
        }

        using RawClient more = await RawClient.ConnectAsync(Worker.Port.EndPoint);
        await more.SendAsync(Script.Greeting(ConnectionDirection.Read));
        await more.ExpectGoodbyeAsync(ShuffleErrorCode.TooManyConnections);
        await clients[0].SettleAsync();
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Goodbye_EndsTheConnection_AndWhatIsOpenOnIt()
    {
        SamplePartition partition = SamplePartition.Mixed();
        using RawClient client = await Worker.GreetAsync(ConnectionDirection.Write);
        await client.SendAsync(new Script().Say(1, partition.Open).Say(0, new GoodbyeMessage(new ErrorDetail(ShuffleErrorCode.None, "Bye."))));
        await client.ExpectEndAsync();
        await Worker.ControlPlane.HeardAsync(PartitionChangeKind.Failed, partition.Attempt);
    }

    private Script Beginning(string what)
    {
        HelloMessage hello = Script.Hello(ConnectionDirection.Write);
        Script script = new();
        return what switch
        {
            "garbage" => script.Raw([1, 2, 3, 4, 5, 6, 7, 8, 9]),
            "http" => script.Raw("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8),
            "other version" => script.Raw(ConnectionPreamble.Bytes).Say(0, hello with { MinVersion = 2, MaxVersion = 9 }),
            "stale incarnation" => script.Raw(ConnectionPreamble.Bytes)
                .Say(0, hello with { ExpectedWorker = Worker.Worker.Identity.Worker, ExpectedIncarnation = new WorkerIncarnationId(Guid.NewGuid()) }),
            "other worker" => script.Raw(ConnectionPreamble.Bytes).Say(0, hello with { ExpectedWorker = new WorkerId(Guid.NewGuid()) }),
            "message before hello" => script.Raw(ConnectionPreamble.Bytes).Say(1, SamplePartition.Mixed().Open),
            "data before hello" => script.Raw(ConnectionPreamble.Bytes).Data(1, [1]),
            "malformed hello" => script.Raw(ConnectionPreamble.Bytes).Say(MessageType.Hello, 0, 1, 0, 1),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
    }

    private static Script Breaking(string what)
    {
        Script script = new();
        return what switch
        {
            "unknown type" => script.Say((MessageType)0x77, 1, 1, 2, 3),
            "type 0" => script.Say(MessageType.None, 1),
            "a worker's message" => script.Say(MessageType.ReadEnd, 1, new byte[24]),
            "second hello" => script.Say(0, Script.Hello(ConnectionDirection.Write)),
            "read on a write connection" =>
                script.Say(0, new OpenReadMessage([new OpenReadEntry(9, SamplePartition.NewAttempt(), new SubpartitionRange(0, 0), 0, 0)])),
            "negative length" => Header(MessageType.Ping, -1),
            "flags" => Header(MessageType.Ping, 0, flags: 1),
            "oversized control" => Header(MessageType.Ping, MessageHeader.MaxControlBodyLength + 1),
            "oversized data" => Header(MessageType.Data, MessageHeader.MaxDataBodyLength + 1),
            "control checksum" => Damaged(new Script().Say(0, new PingMessage(1))),
            "data checksum" => Damaged(new Script().DataHeader(1, 100)),
            "malformed body" => script.Say(MessageType.OpenWrite, 2, 1, 2, 3),
            "body too long" => script.Say(MessageType.AbortWrite, 1, 0),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
    }

    private static Script Header(MessageType type, int length, byte flags = 0)
    {
        byte[] header = new byte[MessageHeader.Length];
        BinaryPrimitives.WriteInt32LittleEndian(header, length);
        header[4] = (byte)type;
        header[5] = flags;
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), Crc32C.Of(header.AsSpan(0, 12)));
        return new Script().Raw(header);
    }

    private static Script Damaged(Script right)
    {
        byte[] bytes = right.Bytes.ToArray();
        bytes[15] ^= 1;
        return new Script().Raw(bytes);
    }
}
