using ShuffleOrleans.Protocol.Errors;

namespace ShuffleOrleans.Client.ControlPlane;

/// <summary>Error codes by exact name. Numbers and unknown names are no codes.</summary>
internal static class ErrorCodeNames
{
    private static readonly Dictionary<string, ShuffleErrorCode> ByName
        = Enum.GetValues<ShuffleErrorCode>().Where(code => code != ShuffleErrorCode.None).ToDictionary(code => code.ToString(), StringComparer.Ordinal);

    public static bool TryParse(string? name, out ShuffleErrorCode code)
    {
        code = ShuffleErrorCode.None;
        return name is not null && ByName.TryGetValue(name, out code);
    }
}
