namespace ShuffleOrleans.Tests.Cluster.Contracts;

[GenerateSerializer]
[Alias("test.ThrownError")]
public enum ThrownError
{
    Typed = 1,
    Derived = 2,
    Foreign = 3,
}
