using ShuffleOrleans.Protocol.Inspection.Workers;

namespace ShuffleOrleans.DataPlane.Inspection;

/// <summary>Chooses, sorts and pages channels.</summary>
internal static class ChannelSelection
{
    public static ChannelPage Select(IEnumerable<OpenChannel> channels, ChannelQuery query)
    {
        OpenChannel[] selected = [.. channels.Where(channel => IsSelected(channel, query))];
        return new ChannelPage([.. Sorted(selected, query).Skip(query.Skip).Take(query.Take)], selected.Length, query.Skip);
    }

    private static bool IsSelected(OpenChannel channel, ChannelQuery query) =>
        (query.Direction is null || channel.Direction == query.Direction)
        && (query.Job is null || channel.Job == query.Job)
        && (query.DataSet is null || channel.DataSet == query.DataSet)
        && (query.Index is null || channel.Index is null || channel.Index == query.Index)
        && (query.Waiting is null || channel.Waiting != Blocker.None == query.Waiting);

    // Channels that are equal by what is sorted by stay in one order, so that pages fit together.
    private static IOrderedEnumerable<OpenChannel> Sorted(IEnumerable<OpenChannel> channels, ChannelQuery query)
    {
        IOrderedEnumerable<OpenChannel> sorted = query.Sort switch
        {
            ChannelSort.Bytes => By(channel => channel.Bytes),
            ChannelSort.WaitingSeconds => By(channel => channel.WaitingSeconds),
            _ => By(channel => channel.OpenedAt),
        };
        return sorted.ThenBy(channel => channel.Connection, StringComparer.Ordinal).ThenBy(channel => channel.Channel);

        IOrderedEnumerable<OpenChannel> By<TKey>(Func<OpenChannel, TKey> key) =>
            query.Descending ? channels.OrderByDescending(key) : channels.OrderBy(key);
    }
}
