using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ShuffleOrleans.ControlPlane.Embedded;
using ShuffleOrleans.Protocol.Inspection.Service;
using ShuffleOrleans.Tests.ControlPlane.Fixtures;

namespace ShuffleOrleans.Tests.ControlPlane;

public class HostingTests
{
    [Fact]
    public async Task Host_StartsIt_AndBothPortsAreTheSameControlPlane()
    {
        using IHost host = Build(services => services.AddEmbeddedShuffleControlPlane().AddEmbeddedShuffleControlPlane());
        IShuffleControlPlane jobs = host.Services.GetRequiredService<IShuffleControlPlane>();
        JobRegistrationRequest request = new(new JobId(Guid.NewGuid()), new JobInstanceId(Guid.NewGuid()), "job");
        await Refused.WithAsync(ShuffleErrorCode.ControlPlaneUnavailable, () => jobs.RegisterJobAsync(request, CancellationToken.None));

        await host.StartAsync();
        await jobs.RegisterJobAsync(request, CancellationToken.None);
        IWorkerControlPlane workers = host.Services.GetRequiredService<IWorkerControlPlane>();
        WorkerRegistration worker = new(
            new WorkerId(Guid.NewGuid()), new WorkerIncarnationId(Guid.NewGuid()), "127.0.0.1", 1, "", new WorkerLoad([], 0, 0, 0, 0, true), []);
        await workers.RegisterWorkerAsync(worker, CancellationToken.None);
        ClusterSummary both = await host.Services.GetRequiredService<IServiceInspection>().GetClusterAsync(CancellationToken.None);
        Assert.Equal((1, 1), (both.JobCount, both.WorkerCount));
        await host.StopAsync();

        await Refused.WithAsync(ShuffleErrorCode.ControlPlaneUnavailable, () => jobs.RegisterJobAsync(request, CancellationToken.None));
    }

    [Fact]
    public async Task BadOptions_StopTheHost_WithEveryProblemAtOnce()
    {
        using IHost host = Build(services => services.AddEmbeddedShuffleControlPlane(options =>
        {
            options.AssignmentStrategy = "nearest";
            options.JournalDirectory = " ";
            options.WorkerHeartbeatInterval = TimeSpan.FromMinutes(2);
            options.UnknownJobGrace = TimeSpan.Zero;
            options.JobHeartbeatTimeout = TimeSpan.FromHours(2);
            options.MaxJobs = 0;
        }));

        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.All(
            ["nearest", "JournalDirectory", "WorkerHeartbeatInterval", "UnknownJobGrace", "JobHeartbeatTimeout", "MaxJobs"],
            name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void DefaultOptions_AreValid()
        => Assert.True(new EmbeddedControlPlaneOptionsValidator().Validate(null, new EmbeddedControlPlaneOptions()).Succeeded);

    private static IHost Build(Action<IServiceCollection> configure) => new HostBuilder().ConfigureServices(configure).Build();
}
