using System.Net;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace ShuffleOrleans.Silo.Cluster;

/// <summary>Checks <see cref="ShuffleClusterOptions"/> at startup and reports every problem at once.</summary>
internal sealed class ShuffleClusterOptionsValidator : IValidateOptions<ShuffleClusterOptions>
{
    private const int LongestName = 100;
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, ShuffleClusterOptions options)
    {
        string[] problems =
        [
            .. Names(options), .. Provider(options), .. Addresses(options), .. Membership(options.Membership), .. Dashboard(options),
            .. Within(nameof(options.ResponseTimeout), options.ResponseTimeout),
        ];
        return problems.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Select(problem => $"Shuffle:Cluster:{problem}"));
    }

    private static IEnumerable<string> Names(ShuffleClusterOptions options)
    {
        foreach ((string name, string value) in new[] { (nameof(options.ClusterId), options.ClusterId), (nameof(options.ServiceId), options.ServiceId) })
        {
            // They become keys in Redis, whose parts are separated by slashes.
            if (string.IsNullOrWhiteSpace(value) || value.Length > LongestName || value.Contains('/', StringComparison.Ordinal))
            {
                yield return $"{name} is '{value}'; choose a name of 1 to {LongestName} characters without slashes.";
            }
        }
    }

    private static IEnumerable<string> Provider(ShuffleClusterOptions options)
    {
        switch (options.Provider)
        {
            case ClusterProvider.Localhost:
                break;
            case ClusterProvider.Redis:
                if (RedisProblem(options.RedisConnectionString) is { } problem)
                {
                    yield return problem;
                }

                break;
            case ClusterProvider.AdoNet:
                if (string.IsNullOrWhiteSpace(options.AdoNetInvariant))
                {
                    yield return "AdoNetInvariant is empty; name the ADO.NET provider, Npgsql for PostgreSQL.";
                }

                if (string.IsNullOrWhiteSpace(options.AdoNetConnectionString))
                {
                    yield return "AdoNetConnectionString is missing; the provider adonet needs it.";
                }

                break;
            default:
                yield return "Provider is missing; choose redis or adonet, or localhost for development on one machine.";
                break;
        }
    }

    private static string? RedisProblem(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return "RedisConnectionString is missing; the provider redis needs it, as in host:6379.";
        }

        try
        {
            return ConfigurationOptions.Parse(connectionString).EndPoints.Count > 0 ? null : "RedisConnectionString names no host; write it as host:6379.";
        }
        catch (ArgumentException e)
        {
            // Not the string itself: it may hold a password.
            return $"RedisConnectionString cannot be read: {e.Message}";
        }
    }

    private static IEnumerable<string> Addresses(ShuffleClusterOptions options)
    {
        if (!IPAddress.TryParse(options.AdvertisedAddress, out IPAddress? address) || IsAny(address))
        {
            yield return $"AdvertisedAddress is '{options.AdvertisedAddress}'; give the IP address under which the other silos reach this machine.";
        }

        if (options.SiloPort is < 1 or > 65535)
        {
            yield return $"SiloPort is {options.SiloPort}; choose 1 to 65535. The other silos are told it, so it cannot be left to chance.";
        }

        if (options.GatewayPort is < 0 or > 65535)
        {
            yield return $"GatewayPort is {options.GatewayPort}; choose 1 to 65535, or 0 for no Orleans clients.";
        }

        if (options.GatewayPort == options.SiloPort)
        {
            yield return $"GatewayPort and SiloPort are both {options.SiloPort}; they need a port each.";
        }

        if (options.PrimarySiloPort is < 1 or > 65535)
        {
            yield return $"PrimarySiloPort is {options.PrimarySiloPort}; choose 1 to 65535.";
        }

        if (options.PrimarySiloPort is not null && options.Provider != ClusterProvider.Localhost)
        {
            yield return "PrimarySiloPort is for the provider localhost; with any other, silos find each other in its table.";
        }
    }

    private static IEnumerable<string> Membership(MembershipOptions options)
    {
        IEnumerable<string> problems =
        [
            .. Within(nameof(options.ProbeTimeout), options.ProbeTimeout),
            .. Within(nameof(options.TableRefreshTimeout), options.TableRefreshTimeout),
            .. Within(nameof(options.IAmAliveTablePublishTimeout), options.IAmAliveTablePublishTimeout),
            .. Within(nameof(options.MaxJoinAttemptTime), options.MaxJoinAttemptTime),
            .. Counts(nameof(options.NumMissedProbesLimit), options.NumMissedProbesLimit),
            .. Counts(nameof(options.NumVotesForDeathDeclaration), options.NumVotesForDeathDeclaration),
        ];
        return problems.Select(problem => $"Membership:{problem}");
    }

    private static IEnumerable<string> Dashboard(ShuffleClusterOptions options)
    {
        string path = options.DashboardPath;
        if (path.Length < 2 || path[0] != '/' || path[^1] == '/' || path.AsSpan().ContainsAny("?#{} "))
        {
            yield return $"DashboardPath is '{path}'; write it as /orleans.";
        }
    }

    private static IEnumerable<string> Within(string name, TimeSpan value)
    {
        if (value < ShortestTimeout || value > LongestTimeout)
        {
            yield return $"{name} is {value}; choose {ShortestTimeout} to {LongestTimeout}.";
        }
    }

    private static IEnumerable<string> Counts(string name, int value)
    {
        if (value is < 1 or > 100)
        {
            yield return $"{name} is {value}; choose 1 to 100.";
        }
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
