using ShuffleOrleans.Benchmarks.Systems;

namespace ShuffleOrleans.Tests.Benchmarks.Peers;

/// <summary>A test of a system that needs an installed program: reported as skipped, with the reason, where that is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InstalledFactAttribute : FactAttribute
{
    public InstalledFactAttribute(Type system) => Skip = ((ISystemUnderTest)Activator.CreateInstance(system)!).Missing;
}
