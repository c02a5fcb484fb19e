using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace ShuffleOrleans.Benchmarks.Micro;

/// <summary>How the small benchmarks run: in this process, whose build is the one that is measured; with allocated bytes and, where bytes pass, their rate.</summary>
internal static class MicroConfig
{
    public static IConfig Create(bool isShort)
    {
        Job job = (isShort ? Job.ShortRun : Job.Default).WithToolchain(InProcessEmitToolchain.Instance);
        return ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumn(new RateColumn())
            .HideColumns(Column.Job, Column.Toolchain, Column.IterationCount, Column.LaunchCount, Column.WarmupCount)
            .WithArtifactsPath(Path.Combine(AppContext.BaseDirectory, "micro"));
    }
}
