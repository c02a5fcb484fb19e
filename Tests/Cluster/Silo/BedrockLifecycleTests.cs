using Microsoft.AspNetCore.Connections;
using ShuffleOrleans.Tests.Cluster.Harness;
using ShuffleOrleans.Tests.DataPlane.Harness;
using ShuffleOrleans.Tests.DataPlane.Server;

namespace ShuffleOrleans.Tests.Cluster.Silo;

/// <summary>What holds behind the small host holds behind Bedrock's.</summary>
public sealed class BedrockLifecycleTests : LifecycleTests
{
    internal override Func<IConnectionListenerFactory, ConnectionDelegate, IDataPlaneHost>? Host => BedrockHost.Over;
}
