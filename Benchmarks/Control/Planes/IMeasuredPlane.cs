using ShuffleOrleans.Protocol.ControlPlane;

namespace ShuffleOrleans.Benchmarks.Control.Planes;

/// <summary>A control plane that is up, with workers. Its owner ends it.</summary>
internal interface IMeasuredPlane : IAsyncDisposable
{
    string Name { get; }

    IShuffleControlPlane ControlPlane { get; }
}
