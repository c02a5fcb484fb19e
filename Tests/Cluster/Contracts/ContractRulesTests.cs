using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.CodeGeneration;
using Orleans.Metadata;
using Orleans.Serialization;
using Orleans.Serialization.TypeSystem;

namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>What makes a contract stable under renaming and rolling upgrades.</summary>
public sealed class ContractRulesTests
{
    private const string Prefix = "shuffle.";

    public static TheoryData<Type> Interfaces => [.. ContractSurface.Interfaces];

    public static TheoryData<Type> Messages => [.. ContractSurface.Messages, typeof(ShuffleException)];

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Interface_HasAnAlias(Type type) => Assert.Equal(Prefix + type.Name, type.GetCustomAttribute<AliasAttribute>()?.Alias);

    /// <summary>The class of an interface may be renamed or moved: to other silos it is its alias.</summary>
    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Interface_IsKnownToOrleansByItsAlias(Type type)
    {
        using ServiceProvider services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        GrainInterfaceTypeResolver resolver = new([], services.GetRequiredService<TypeConverter>());
        Assert.Equal(Prefix + type.Name, resolver.GetGrainInterfaceType(type).ToString());
    }

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void InterfaceOfAGrain_HasAVersion(Type type) =>
        Assert.Equal(typeof(IGrain).IsAssignableFrom(type), type.GetCustomAttribute<VersionAttribute>()?.Version >= 1);

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Methods_HaveAliasesOfTheirOwn(Type type)
    {
        string?[] aliases = [.. type.GetMethods().Select(method => method.GetCustomAttribute<AliasAttribute>()?.Alias)];
        Assert.All(aliases, Assert.NotNull);
        Assert.Equal(aliases.Length, aliases.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void CallThatAnswers_CanBeCancelled(Type type) =>
        Assert.All(
            type.GetMethods().Where(method => !method.IsDefined(typeof(Orleans.Concurrency.OneWayAttribute))),
            method => Assert.Equal(typeof(CancellationToken), method.GetParameters().LastOrDefault()?.ParameterType));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_HasAnAlias(Type type) => Assert.Equal(Prefix + type.Name, ContractSurface.AliasOf(type));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Fields_AreNumberedWithoutGaps(Type type)
    {
        uint?[] numbers = [.. ContractSurface.FieldsOf(type).Select(ContractSurface.NumberOf)];
        Assert.Equal(Enumerable.Range(0, numbers.Length).Select(number => (uint?)number), numbers);
        Assert.Equal(type.IsEnum, numbers.Length == 0);
    }

    /// <summary>A property that is computed from others does not cross; one that can be set does, or it would be lost on the way.</summary>
    [Theory]
    [MemberData(nameof(Messages))]
    public void EveryPropertyThatCanBeSet_Crosses(Type type) =>
        Assert.Superset(
            type.GetProperties().Where(property => property.CanWrite && property.DeclaringType == type).Select(property => property.Name).ToHashSet(),
            ContractSurface.FieldsOf(type).Select(field => field.Name).ToHashSet());

    [Fact]
    public void NothingIsNamed_ThatTheContractsDoNotUse() =>
        Assert.Empty(ContractSurface.Named.Except([.. ContractSurface.Messages, .. ContractSurface.Interfaces, typeof(ShuffleException)]));
}
