using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Gateway.Inspection;

/// <summary>
/// Refuses query parameters that an endpoint does not know, by name: a misspelt filter that is passed over answers something else than was asked. What an
/// endpoint knows follows from its handler's parameters.
/// </summary>
internal static class QueryRules
{
    /// <summary>The most items of a page.</summary>
    public const int MaxTake = 1000;

    /// <summary>How many items a page has if nobody says.</summary>
    public const int DefaultTake = 100;

    /// <summary>The convention that puts the check before an endpoint.</summary>
    public static void Wrap(EndpointBuilder endpoint)
    {
        if (endpoint.RequestDelegate is not { } inner || endpoint is not RouteEndpointBuilder route)
        {
            return;
        }

        HashSet<string> inPath = [.. route.RoutePattern.Parameters.Select(parameter => parameter.Name)];
        string[] known =
        [
            .. endpoint.Metadata.OfType<IParameterBindingMetadata>().Where(IsInQuery).Select(parameter => parameter.Name).Where(name => !inPath.Contains(name)),
        ];
        endpoint.RequestDelegate = http =>
        {
            RefuseUnknown(http.Request.Query, known);
            return inner(http);
        };
    }

    public static void RequirePage(int skip, int take)
    {
        if (skip < 0)
        {
            throw Invalid($"skip is {skip}; it may not be negative.");
        }

        RequireTake(take);
    }

    public static void RequireTake(int take)
    {
        if (take is < 1 or > MaxTake)
        {
            throw Invalid($"take is {take}; it may be 1 to {MaxTake}.");
        }
    }

    public static ShuffleException Invalid(string sentence) => new(ShuffleErrorCode.InvalidRequest, sentence);

    private static void RefuseUnknown(IQueryCollection query, string[] known)
    {
        foreach (string name in query.Keys)
        {
            if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                string what = known.Length == 0 ? "This takes no parameters" : $"Known are {string.Join(", ", known)}";
                throw Invalid($"The parameter '{Shorten(name)}' is not known here. {what}.");
            }
        }
    }

    // What comes from services, the body or the request itself is of other types.
    private static bool IsInQuery(IParameterBindingMetadata parameter)
    {
        Type type = parameter.ParameterInfo.ParameterType;
        return parameter.HasTryParse || type == typeof(string) || type == typeof(string[]);
    }

    private static string Shorten(string name) => name.Length <= 48 ? name : string.Concat(name.AsSpan(0, 48), "…");
}
