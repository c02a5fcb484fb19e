using System.CommandLine;
using ShuffleOrleans.Cli.Invocation;
using ShuffleOrleans.Protocol.Ids;
using static System.FormattableString;

namespace ShuffleOrleans.Cli.Verbs;

/// <summary>The three arguments that name a partition.</summary>
internal sealed class PartitionTarget
{
    private readonly Argument<string> _job = Arguments.Job();
    private readonly Argument<string> _dataSet = Arguments.DataSet();
    private readonly Argument<int> _index = Arguments.Index();

    public void AddTo(Command command)
    {
        command.Arguments.Add(_job);
        command.Arguments.Add(_dataSet);
        command.Arguments.Add(_index);
    }

    /// <summary>The partition's address.</summary>
    public async Task<string> PathAsync(ParseResult parsed, Session session, CancellationToken cancellationToken)
    {
        JobId job = await session.Ids.JobAsync(parsed.GetValue(_job)!, cancellationToken);
        DataSetId dataSet = await session.Ids.DataSetAsync(job, parsed.GetValue(_dataSet)!, cancellationToken);
        return Invariant($"/v1/partitions/{job}/{dataSet}/{parsed.GetValue(_index)}");
    }
}
