using System.CommandLine;
using ShuffleOrleans.Samples.BatchEngine.Drivers;
using ShuffleOrleans.Samples.BatchEngine.Shuffle;

namespace ShuffleOrleans.Tests.Samples.Drivers;

/// <summary>How a command line names a cluster, and what goes with what.</summary>
public sealed class ClusterFlagTests
{
    [Theory]
    [InlineData("redis://127.0.0.1:6379")]
    [InlineData("127.0.0.1:30000,127.0.0.1:30001")]
    public void Cluster_ReplacesTheServiceOfTheRun(string address)
    {
        (IReadOnlyList<string> errors, EngineOptions? options) = Parse("--cluster", address);

        Assert.Empty(errors);
        Assert.Equal((address, "shuffle", null, false), (options!.Cluster, options.ClusterId, options.ClusterClient, options.NeedsOwnService));
    }

    [Fact]
    public void NameAndClient_AreRead()
    {
        (IReadOnlyList<string> errors, EngineOptions? options) = Parse("--cluster", "redis://h:1", "--cluster-id", "blue", "--cluster-client", "/there");

        Assert.Empty(errors);
        Assert.Equal(("blue", "/there"), (options!.ClusterId, options.ClusterClient));
    }

    [Fact]
    public void WithoutTheFlag_TheRunHasItsOwnService() => Assert.True(Parse().Options!.NeedsOwnService);

    [Theory]
    [InlineData("choose one", "--cluster", "redis://h:1", "--service", "http://127.0.0.1:8090")]
    [InlineData("there is none", "--cluster", "redis://h:1", "--shuffle", "local")]
    [InlineData("need --cluster", "--cluster-id", "blue")]
    [InlineData("need --cluster", "--cluster-client", "/there")]
    [InlineData("'nonsense' is no host:port", "--cluster", "nonsense")]
    public void WhatDoesNotGoTogether_IsOneErrorLine(string expected, params string[] arguments)
    {
        string error = Assert.Single(Parse(arguments).Errors);

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error);
    }

    private static (IReadOnlyList<string> Errors, EngineOptions? Options) Parse(params string[] arguments)
    {
        RootCommand command = [];
        EngineCommandLine line = new(command, ShuffleServices.CreateDefault());
        ParseResult result = command.Parse(arguments);
        string[] errors = [.. result.Errors.Select(error => error.Message)];
        return (errors, errors.Length == 0 ? line.Read(result) : null);
    }
}
