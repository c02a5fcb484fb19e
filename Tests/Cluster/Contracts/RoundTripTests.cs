using System.Reflection;
using System.Text.Json;

namespace ShuffleOrleans.Tests.Cluster.Contracts;

public sealed class RoundTripTests : IDisposable
{
    private const int Times = 50;

    private readonly ContractSerializer _serializer = new();

    public static TheoryData<Type> Messages => [.. ContractSurface.Messages];

    /// <summary>As the parameter or answer of a call: both sides know the type.</summary>
    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_ArrivesAsItWasSent(Type type) => ForRandomValues(type, nameof(CrossesTyped));

    /// <summary>As the item of a stream: the type's name goes with it, which is its alias.</summary>
    [Theory]
    [MemberData(nameof(Messages))]
    public void MessageOfUnknownType_ArrivesAsItWasSent(Type type)
    {
        if (!type.IsEnum)
        {
            ForRandomValues(type, nameof(CrossesUntyped));
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void ListsOfEveryKind_Arrive(Type type) =>
        ForRandomValues(typeof(IReadOnlyList<>).MakeGenericType(type), nameof(CrossesTyped));

    [Theory]
    [MemberData(nameof(Messages))]
    public void AbsentValue_ArrivesAbsent(Type type) =>
        Call(type.IsValueType ? typeof(Nullable<>).MakeGenericType(type) : type, nameof(CrossesTyped), null);

    [Theory]
    [MemberData(nameof(Messages))]
    public void MessageWithinASilo_IsNotCopied(Type type)
    {
        if (!type.IsValueType)
        {
            object value = new RandomMessages(1).Of(type);
            Assert.Same(value, _serializer.Copy(value));
        }
    }

    /// <summary>The list of a parameter belongs to the caller, who may change it; the messages in it do not change.</summary>
    [Fact]
    public void ListWithinASilo_IsCopied_NotItsItems()
    {
        List<WorkerLocation> sent = [(WorkerLocation)new RandomMessages(1).Of(typeof(WorkerLocation))];
        IReadOnlyList<WorkerLocation> received = _serializer.Copy<IReadOnlyList<WorkerLocation>>(sent)!;
        Assert.NotSame(sent, received);
        Assert.Same(sent[0], Assert.Single(received));
    }

    public void Dispose() => _serializer.Dispose();

    private void ForRandomValues(Type type, string claim)
    {
        for (int seed = 0; seed < Times; seed++)
        {
            Call(type, claim, new RandomMessages(seed).Of(type));
        }
    }

    private void Call(Type type, string claim, object? value) =>
        typeof(RoundTripTests).GetMethod(claim, BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(type).Invoke(this, [value]);

    private void CrossesTyped<T>(T value) => AssertSame(value, _serializer.Read<T>(_serializer.Write(value)));

    private void CrossesUntyped<T>(T value) => AssertSame(value, Assert.IsType<T>(_serializer.Read<object>(_serializer.Write<object>(value!))));

    /// <summary>By their members: records compare lists by reference.</summary>
    private static void AssertSame<T>(T sent, T? received)
    {
        Assert.Equal(JsonSerializer.Serialize(sent), JsonSerializer.Serialize(received));
    }
}
