using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using ShuffleOrleans.Protocol.Messages;
using ShuffleOrleans.Tests.Protocol.Generators;

namespace ShuffleOrleans.Tests.Protocol.Messages;

public sealed class TraceContextMessageTests : MessageContract<TraceContextMessage>
{
    private static readonly ActivityContext Span = new(
        ActivityTraceId.CreateFromString("000102030405060708090a0b0c0d0e0f"), ActivitySpanId.CreateFromString("1011121314151617"), ActivityTraceFlags.Recorded);

    protected override byte ExpectedType => 0x33;

    protected override Gen<TraceContextMessage> Messages =>
        from count in Gen.Choose(1, OpenReadMessage.MaxEntries)
        from start in ProtocolGen.Int64(1, long.MaxValue)
        from end in ProtocolGen.Int64(0, long.MaxValue)
        from span in ProtocolGen.Int64(1, long.MaxValue)
        from flags in Gen.Choose(0, 255)
        select new TraceContextMessage(count, (ulong)start, (ulong)end, (ulong)span, (byte)flags);

    [Fact]
    public void Layout() => AssertLayout(TraceContextMessage.Of(Span, 258), "02010000000102030405060708090a0b0c0d0e0f101112131415161701");

    [Fact]
    public void Span_ComesBackAsItWas()
    {
        ActivityContext back = TraceContextMessage.Of(Span, 1).Context;
        Assert.Equal((Span.TraceId, Span.SpanId, Span.TraceFlags, true), (back.TraceId, back.SpanId, back.TraceFlags, back.IsRemote));
    }

    [Fact]
    public void NoChannel_IsRefused() => AssertRefused(TraceContextMessage.Of(Span, 0));

    [Fact]
    public void MoreChannelsThanOneMessageOpens_AreRefused() => AssertRefused(TraceContextMessage.Of(Span, OpenReadMessage.MaxEntries + 1));

    [Fact]
    public void ZeroTraceOrSpan_IsRefused()
    {
        AssertRefused(new TraceContextMessage(1, 0, 0, 1, 0));
        AssertRefused(new TraceContextMessage(1, 1, 0, 0, 0));
    }
}
