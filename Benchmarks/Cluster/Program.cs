using System.CommandLine;
using ShuffleOrleans.Benchmarks.Cluster;

Option<int> partitions = new("--partitions") { Description = "Partitions of the large job.", DefaultValueFactory = _ => 100_000 };
Option<int> jobs = new("--jobs") { Description = "Concurrent jobs.", DefaultValueFactory = _ => 1_000 };
Option<int> calls = new("--calls") { Description = "Calls of each latency measurement.", DefaultValueFactory = _ => 2_000 };
Option<int> silos = new("--silos") { Description = "Silos of the cluster.", DefaultValueFactory = _ => 2 };
Option<int> rounds = new("--rounds") { Description = "How often everything is measured; the report shows medians.", DefaultValueFactory = _ => 3 };
Option<bool> json = new("--json") { Description = "Print one JSON object at the end." };

RootCommand root = new("Measures the control plane of a cluster (silo processes, Redis) beside the embedded one (with a journal), interleaved in one run.")
{
    partitions, jobs, calls, silos, rounds, json,
};
root.SetAction((parsed, cancellationToken) => ControlBenchmark.RunAsync(
    new BenchmarkPlan(
        parsed.GetValue(partitions), parsed.GetValue(jobs), parsed.GetValue(calls), parsed.GetValue(silos), parsed.GetValue(rounds), parsed.GetValue(json)),
    cancellationToken));
return await root.Parse(args).InvokeAsync();
