namespace ShuffleOrleans.Gateway.Access;

/// <summary>What a token may look like. The problems never repeat it: they end up in logs.</summary>
internal static class TokenRules
{
    private const int ShortestToken = 16;
    private const int LongestToken = 256;

    public static IEnumerable<string> Problems(ShuffleGatewayOptions options)
    {
        string?[] problems =
        [
            Problem(nameof(options.AdminToken), options.AdminToken),
            Problem(nameof(options.ReadToken), options.ReadToken),
            options.AdminToken is not null && options.AdminToken == options.ReadToken
                ? "Gateway: AdminToken and ReadToken are the same, so that everybody who may read could change things; choose two."
                : null,
        ];
        return problems.OfType<string>();
    }

    private static string? Problem(string option, string? token)
    {
        if (token is null || (token.Length is >= ShortestToken and <= LongestToken && token.All(IsPrintable)))
        {
            return null;
        }

        return $"Gateway: {option} must have {ShortestToken} to {LongestToken} printable ASCII characters without blanks; leave it out for none.";
    }

    private static bool IsPrintable(char letter) => letter is > ' ' and < (char)0x7f;
}
