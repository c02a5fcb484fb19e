using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Inspection.Service;

/// <summary>A stretch of a longer list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The stretch, in the order that was asked for.</param>
/// <param name="TotalCount">How long the whole list is.</param>
/// <param name="Skip">Where the stretch begins in it, from 0.</param>
/// <param name="Missing">Workers that did not answer: what they alone know is not in the list.</param>
[method: JsonConstructor]
public sealed record Page<T>(IReadOnlyList<T> Items, int TotalCount, int Skip, IReadOnlyList<MissingWorker> Missing)
{
    /// <summary>The page of a list of which nothing is missing.</summary>
    public Page(IReadOnlyList<T> items, int totalCount, int skip)
        : this(items, totalCount, skip, [])
    {
    }
}
