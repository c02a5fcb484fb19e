namespace ShuffleOrleans.ControlPlane.Sharding;

/// <summary>The part of a page of a listing that lies in one group.</summary>
/// <param name="Group">The group.</param>
/// <param name="Skip">How many of its attempts come before the page.</param>
/// <param name="Take">How many belong to it.</param>
/// <param name="Count">How many attempts the group was believed to list when the page was cut.</param>
internal sealed record GroupPage(PartitionGroupId Group, int Skip, int Take, int Count);
