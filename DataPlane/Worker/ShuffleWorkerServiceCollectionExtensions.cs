using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ShuffleOrleans.DataPlane.Worker;

/// <summary>Registers what every host of a worker needs, whichever listener and control plane it gives the worker.</summary>
public static class ShuffleWorkerServiceCollectionExtensions
{
    /// <summary>Adds the worker's options, read from a section of the configuration and checked when the host starts. An option that does not exist is an error.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="section">The section, by convention <c>Shuffle:Worker</c>.</param>
    public static IServiceCollection AddShuffleWorkerOptions(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.AddOptions<ShuffleWorkerOptions>()
            .Bind(section, static binder => binder.ErrorOnUnknownConfiguration = true)
            .PostConfigure(static worker => worker.Storage.DataDirectories = worker.DataDirectories ?? worker.Storage.DataDirectories)
            .ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ShuffleWorkerOptions>, ShuffleWorkerOptionsValidator>());
        return services;
    }
}
