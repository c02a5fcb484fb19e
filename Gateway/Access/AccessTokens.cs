using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace ShuffleOrleans.Gateway.Access;

/// <summary>The tokens of a node and what each allows. Comparing takes the same time whatever was sent. Immutable.</summary>
internal sealed class AccessTokens(IOptions<ShuffleGatewayOptions> options)
{
    private const string Scheme = "Bearer ";

    private readonly byte[]? _admin = HashOf(options.Value.AdminToken);
    private readonly byte[]? _read = HashOf(options.Value.ReadToken);

    /// <summary>Whether anybody may change anything.</summary>
    public bool ChangesEnabled => _admin is not null;

    /// <summary>What a request may do.</summary>
    /// <param name="authorization">Its header; null if it has none.</param>
    /// <param name="isChange">Whether it wants to change something.</param>
    public AccessVerdict Judge(string? authorization, bool isChange)
    {
        byte[]? sent = HashOf(TokenOf(authorization));
        bool isAdmin = IsSame(sent, _admin);
        bool mayRead = isAdmin || _read is null || IsSame(sent, _read);
        if (!mayRead)
        {
            return AccessVerdict.TokenNeeded;
        }

        if (!isChange || isAdmin)
        {
            return AccessVerdict.Allowed;
        }

        if (_admin is null)
        {
            return AccessVerdict.ChangesDisabled;
        }

        return IsSame(sent, _read) ? AccessVerdict.AdminNeeded : AccessVerdict.TokenNeeded;
    }

    private static string? TokenOf(string? authorization)
        => authorization is not null && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim() : null;

    // Hashes have one length: not even the length of a token shows in the time.
    private static byte[]? HashOf(string? token) => string.IsNullOrEmpty(token) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static bool IsSame(byte[]? sent, byte[]? known) => sent is not null && known is not null && CryptographicOperations.FixedTimeEquals(sent, known);
}
