using System.Diagnostics.CodeAnalysis;

namespace ShuffleOrleans.ControlPlane.Validation;

/// <summary>Checks of single request fields. Each failure is an InvalidRequest that names the field and what it may be.</summary>
internal static class Require
{
    public static void That([DoesNotReturnIf(false)] bool condition, string field, string rule)
    {
        if (!condition)
        {
            throw Invalid($"{field} {rule}");
        }
    }

    public static void Present([NotNull] object? value, string field) => That(value is not null, field, "is missing.");

    public static void Id<TId>(TId id, string field)
        where TId : struct, IShuffleId<TId>
        => That(id.Value != Guid.Empty, field, "is the absent id (all zero).");

    public static void Between(long value, long least, long most, string field)
        => That(value >= least && value <= most, field, $"is {value}; it may be {least} to {most}.");

    public static void NotNegative(long value, string field) => That(value >= 0, field, $"is {value}; it may not be negative.");

    public static void Text([NotNull] string? text, int maxLength, string field, bool mayBeEmpty = true)
    {
        Present(text, field);
        That(mayBeEmpty || text.Length > 0, field, "is empty.");
        That(text.Length <= maxLength, field, $"has {text.Length} characters; it may have {maxLength}.");
    }

    public static void Count<T>([NotNull] IReadOnlyCollection<T>? items, int least, int most, string field)
    {
        Present(items, field);
        That(items.Count >= least && items.Count <= most, field, $"has {items.Count} entries; it may have {least} to {most}.");
    }

    public static ShuffleException Invalid(string sentence) => new(ShuffleErrorCode.InvalidRequest, sentence);
}
