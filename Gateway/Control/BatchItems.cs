using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Gateway.Control;

/// <summary>JSON lets a list hold nulls where the types do not.</summary>
internal static class BatchItems
{
    public static void RefuseNulls<T>(IReadOnlyList<T> items, string listName)
        where T : class
    {
        for (int itemIndex = 0; itemIndex < items.Count; itemIndex++)
        {
            if (items[itemIndex] is null)
            {
                throw new ShuffleException(ShuffleErrorCode.InvalidRequest, $"The request's body is not valid: {listName}[{itemIndex}] is null.");
            }
        }
    }
}
