using System.Net;
using System.Reflection;

namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>
/// Values of any type of the contracts, built through their constructors. The same seed gives the same values. What may be null is null now and then, lists
/// are empty now and then and of every kind that callers make: arrays, lists, and what the compiler makes of [..].
/// </summary>
internal sealed class RandomMessages(int seed)
{
    private readonly Random _random = new(seed);
    private readonly NullabilityInfoContext _nullability = new();

    public object Of(Type type) =>
        type == typeof(string) ? new string('ß', _random.Next(3)) + _random.Next()
        : type == typeof(bool) ? _random.Next(2) == 1
        : type == typeof(int) ? _random.Next(int.MinValue, int.MaxValue)
        : type == typeof(long) ? Int64()
        : type == typeof(ulong) ? unchecked((ulong)Int64())
        : type == typeof(byte[]) ? Identifier().ToByteArray()
        : type == typeof(Guid) ? Identifier()
        : type == typeof(TimeSpan) ? TimeSpan.FromTicks(Int64())
        : type == typeof(DateTimeOffset) ? DateTimeOffset.UnixEpoch.AddMilliseconds(_random.Next())
        : type == typeof(SiloAddress) ? SiloAddress.New(new IPEndPoint(IPAddress.Loopback, _random.Next(1, 65536)), _random.Next())
        : type.IsEnum ? Enum.GetValues(type).GetValue(_random.Next(Enum.GetValues(type).Length))!
        : IsList(type) ? ListOf(type.GenericTypeArguments[0])
        : Built(type);

    private object Built(Type type)
    {
        ConstructorInfo constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        ParameterInfo[] parameters = constructor.GetParameters();
        object built = constructor.Invoke([.. parameters.Select(parameter => Maybe(parameter.ParameterType, _nullability.Create(parameter)))]);
        foreach (PropertyInfo property in type.GetProperties().Where(property => property.CanWrite && parameters.All(other => other.Name != property.Name)))
        {
            property.SetValue(built, Maybe(property.PropertyType, _nullability.Create(property)));
        }

        return built;
    }

    private object? Maybe(Type type, NullabilityInfo nullability) =>
        nullability.WriteState == NullabilityState.Nullable && _random.Next(3) == 0 ? null : Of(Nullable.GetUnderlyingType(type) ?? type);

    private object ListOf(Type element) =>
        typeof(RandomMessages).GetMethod(nameof(List), BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(element).Invoke(this, null)!;

    private IReadOnlyList<T> List<T>()
    {
        T[] items = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => (T)Of(typeof(T)))];
        return _random.Next(3) switch
        {
            0 => items,
            1 => items.ToList(),
            _ => [.. items, (T)Of(typeof(T))],
        };
    }

    private static bool IsList(Type type) => type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    /// <summary>All magnitudes alike.</summary>
    private long Int64() => _random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64);

    private Guid Identifier()
    {
        byte[] bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
