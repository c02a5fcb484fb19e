using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ShuffleOrleans.Gateway.Inspection.Levels;

/// <summary>Puts log levels that can be changed at run time behind the host's logging.</summary>
internal static class RuntimeLogLevelsExtensions
{
    public static void AddRuntimeLogLevels(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(RuntimeLogLevels)))
        {
            return;
        }

        services.AddLogging();
        services.TryAddSingleton<RuntimeLogLevels>();
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>>(provider => provider.GetRequiredService<RuntimeLogLevels>());
        services.AddSingleton<IOptionsChangeTokenSource<LoggerFilterOptions>>(provider => provider.GetRequiredService<RuntimeLogLevels>());
    }
}
