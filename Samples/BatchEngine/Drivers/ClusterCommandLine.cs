using System.CommandLine;
using System.CommandLine.Parsing;
using ShuffleOrleans.Client.Clusters;

namespace ShuffleOrleans.Samples.BatchEngine.Drivers;

/// <summary>The options that name a cluster as the shuffle service.</summary>
internal sealed class ClusterCommandLine
{
    private readonly Option<string?> _address = new("--cluster")
    {
        Description = "A running cluster instead of one service: redis://HOST:PORT, where its silos are listed, or some of its Orleans gateways as "
            + "HOST:PORT,HOST:PORT. Not with --service, nor with --shuffle local.",
        HelpName = "ADDRESS",
    };

    private readonly Option<string> _id = new("--cluster-id")
    {
        Description = "Name of the cluster; its silos have the same.",
        DefaultValueFactory = _ => ClusterAddress.DefaultClusterId,
    };

    private readonly Option<string?> _client = new("--cluster-client")
    {
        Description = "The assembly that talks to the cluster, ShuffleOrleans.Client.Orleans.dll, or its folder. "
            + "Default: beside the program, or where the repository's build puts it.",
        HelpName = "PATH",
    };

    public void AddTo(Command command)
    {
        _address.Validators.Add(CheckAddress);
        foreach (Option option in (Option[])[_address, _id, _client])
        {
            command.Options.Add(option);
        }
    }

    /// <param name="result">What was said.</param>
    /// <param name="namesService">Whether a service is named.</param>
    /// <param name="isLocal">Whether executors hold what they write.</param>
    public void Check(CommandResult result, bool namesService, bool isLocal)
    {
        bool namesCluster = result.GetResult(_address) is not null;
        if (namesCluster && namesService)
        {
            result.AddError("--cluster and --service name two shuffle services; choose one.");
        }

        if (namesCluster && isLocal)
        {
            result.AddError("--cluster names a shuffle service, and with --shuffle local there is none.");
        }

        if (!namesCluster && (result.GetResult(_id) is { Implicit: false } || result.GetResult(_client) is not null))
        {
            result.AddError("--cluster-id and --cluster-client need --cluster.");
        }
    }

    public EngineOptions Read(ParseResult result, EngineOptions options) => options with
    {
        Cluster = result.GetValue(_address),
        ClusterId = result.GetValue(_id)!,
        ClusterClient = result.GetValue(_client),
    };

    private static void CheckAddress(OptionResult result)
    {
        if (result.Tokens is [{ Value: { } text }] && !ClusterAddress.TryParse(text, out _, out string? problem))
        {
            result.AddError($"--cluster: {problem}");
        }
    }
}
