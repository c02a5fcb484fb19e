using ShuffleOrleans.Protocol.Errors;
using ShuffleOrleans.Tests.TestKit;

namespace ShuffleOrleans.Tests.Protocol.Errors;

public sealed class ShuffleErrorsTests
{
    [Fact]
    public void EveryCode_HasOneRowInTheDocument_WithItsNumberBlameAndAdvice()
    {
        string[] document = File.ReadAllLines(RepositoryFiles.PathOf("docs/protocol.md"));
        foreach (ShuffleErrorCode code in Enum.GetValues<ShuffleErrorCode>())
        {
            string start = $"| {(int)code} | {code} | {ShuffleErrors.BlameOf(code)} | {ShuffleErrors.AdviceFor(code)} |";
            Assert.Single(document, line => line.StartsWith(start, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Numbers_AreDistinct() => Assert.Distinct(Enum.GetNames<ShuffleErrorCode>().Select(Enum.Parse<ShuffleErrorCode>));

    [Fact]
    public void OnlyNoError_IsNobodysFault() => Assert.Equal(
        [ShuffleErrorCode.None],
        Enum.GetValues<ShuffleErrorCode>().Where(code => ShuffleErrors.BlameOf(code) == ShuffleErrorBlame.Nobody));

    [Fact]
    public void CodeFromTheFuture_IsTheWorkersFault_AndAskedElsewhere()
    {
        Assert.Equal(ShuffleErrorBlame.Worker, ShuffleErrors.BlameOf((ShuffleErrorCode)60000));
        Assert.Equal(RetryAdvice.OtherWorker, ShuffleErrors.AdviceFor((ShuffleErrorCode)60000));
    }

    [Theory]
    [InlineData(ShuffleErrorCode.PartitionCorrupt, ShuffleErrorBlame.Disk, RetryAdvice.RerunProducer, false)]
    [InlineData(ShuffleErrorCode.PartitionNotFinished, ShuffleErrorBlame.Caller, RetryAdvice.SamePlace, true)]
    [InlineData(ShuffleErrorCode.ConnectionLost, ShuffleErrorBlame.Network, RetryAdvice.SamePlace, true)]
    [InlineData(ShuffleErrorCode.StaleEpoch, ShuffleErrorBlame.Caller, RetryAdvice.Never, false)]
    [InlineData(ShuffleErrorCode.ChannelIdle, ShuffleErrorBlame.Network, RetryAdvice.SamePlace, true)]
    [InlineData(ShuffleErrorCode.TooManyOpenFiles, ShuffleErrorBlame.Worker, RetryAdvice.SamePlace, true)]
    [InlineData(ShuffleErrorCode.DiskFull, ShuffleErrorBlame.Disk, RetryAdvice.OtherWorker, false)]
    public void Exception_CarriesBlameAndAdvice(ShuffleErrorCode code, ShuffleErrorBlame blame, RetryAdvice advice, bool transient)
    {
        InvalidOperationException cause = new("cause");
        ShuffleException exception = new(code, "what, where, what to do", cause);
        Assert.Equal((code, blame, advice, transient), (exception.Code, exception.Blame, exception.Advice, exception.IsTransient));
        Assert.Equal(("what, where, what to do", cause), (exception.Message, exception.InnerException));
    }
}
