namespace ShuffleOrleans.Grains.Interfaces.Serialization;

/// <summary>
/// The form of a list: always an array. Whatever list a sender has, the bytes are the same, and no name of a collection type crosses.
/// </summary>
internal static class ListForm
{
    public static T[] AsArray<T>(this IReadOnlyList<T> list) => list as T[] ?? [.. list];
}
