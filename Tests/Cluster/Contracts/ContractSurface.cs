using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Serialization.Configuration;
using ShuffleOrleans.Grains.Interfaces.Jobs;
using ShuffleOrleans.Grains.Interfaces.Workers;

namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>What the grain contracts consist of, found by reflection: the interfaces, and every type of ours that their calls and streams carry.</summary>
internal static class ContractSurface
{
    private static readonly Assembly Contracts = typeof(IJobGrain).Assembly;
    private static readonly TypeManifestOptions Manifest = ReadManifest();
    private static readonly Dictionary<Type, Type> Surrogates = FindSurrogates();
    private static readonly Dictionary<Type, string> Aliases = Manifest.WellKnownTypeAliases.DistinctBy(entry => entry.Value).ToDictionary(
        entry => entry.Value, entry => entry.Key);

    public static IReadOnlyList<Type> Interfaces { get; } =
        [.. ByName(Contracts.GetTypes().Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)))];

    /// <summary>Messages and enumerations, without the exception.</summary>
    public static IReadOnlyList<Type> Messages { get; } = FindMessages();

    public static IReadOnlyList<Type> Named => [.. Manifest.WellKnownTypeAliases.Values.Where(IsOurs).Distinct()];

    public static string? AliasOf(Type type) => Aliases.GetValueOrDefault(type);

    public static bool IsOurs(Type type) =>
        type.Assembly == Contracts || type.Assembly == typeof(JobId).Assembly;

    /// <summary>The members that cross, in the order of their numbers: those of the surrogate where a type has one.</summary>
    public static IReadOnlyList<PropertyInfo> FieldsOf(Type message) =>
        [.. CrossingForm(message).GetProperties().Where(property => NumberOf(property) is not null).OrderBy(NumberOf)];

    public static uint? NumberOf(PropertyInfo field) => field.GetCustomAttribute<IdAttribute>()?.Id;

    public static Type CrossingForm(Type message) => Surrogates.GetValueOrDefault(message, message);

    private static TypeManifestOptions ReadManifest()
    {
        using ServiceProvider services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        return services.GetRequiredService<IOptions<TypeManifestOptions>>().Value;
    }

    private static Dictionary<Type, Type> FindSurrogates() =>
        Manifest.Converters.Concat(Manifest.Serializers).Where(type => type.Assembly == Contracts)
            .SelectMany(type => type.GetInterfaces())
            .Where(type => type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IConverter<,>))
            .ToDictionary(type => type.GenericTypeArguments[0], type => type.GenericTypeArguments[1]);

    private static Type[] FindMessages()
    {
        IEnumerable<Type> called = Interfaces.SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType));
        Queue<Type> open = new([.. called, typeof(PartitionEventBatch), typeof(WorkerEvent)]);
        HashSet<Type> found = [];
        while (open.TryDequeue(out Type? type))
        {
            foreach (Type part in PartsOf(type).Where(part => IsOurs(part) && found.Add(part)))
            {
                FieldsOf(part).Select(field => field.PropertyType).ToList().ForEach(open.Enqueue);
            }
        }

        return [.. ByName(found)];
    }

    private static IEnumerable<Type> ByName(IEnumerable<Type> types) => types.OrderBy(type => type.Name, StringComparer.Ordinal);

    private static IEnumerable<Type> PartsOf(Type type) =>
        type.IsArray ? PartsOf(type.GetElementType()!)
        : type.IsConstructedGenericType ? type.GenericTypeArguments.SelectMany(PartsOf)
        : [type];
}
