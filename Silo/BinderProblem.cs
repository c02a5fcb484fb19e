using System.Text.RegularExpressions;

namespace ShuffleOrleans.Silo;

/// <summary>Puts what the configuration binder says of a bad option into words for a person who has never heard of it.</summary>
internal static partial class BinderProblem
{
    public static string Explain(Exception error)
    {
        Match unknown = UnknownOption().Match(error.Message);
        if (unknown.Success)
        {
            return $"There is no option {unknown.Groups["names"].Value}: look for a typing error, or see --help.";
        }

        return error.InnerException is null ? error.Message : $"{error.Message} {error.InnerException.Message}";
    }

    [GeneratedRegex("ErrorOnUnknownConfiguration.* not found on the instance of [^:]*: (?<names>.*)$", RegexOptions.Singleline)]
    private static partial Regex UnknownOption();
}
