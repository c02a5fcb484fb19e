using Orleans.Serialization;

namespace ShuffleOrleans.Client.Orleans.Calls;

/// <summary>
/// What an exception of a grain call means to the caller of the control plane. Grains speak in <see cref="ShuffleException"/>; whatever else comes back did
/// not come from their code but from what carries it: a silo or gateway that is gone, a storage that could not be read when a grain was activated. Such an
/// exception may be of any type, so that those which repeating cannot cure are named, not the others.
/// </summary>
internal static class GrainFailure
{
    public static ShuffleException Of(string what, Exception error) => error switch
    {
        SerializerException or InvalidCastException or NotSupportedException or NullReferenceException => new(
            ShuffleErrorCode.InternalError,
            $"{what} ended in a bug, or this client and the cluster do not understand each other's version: {error.GetType().Name}: {error.Message}",
            error),
        _ => Unavailable($"{what} could not be answered by the cluster: {error.GetType().Name}: {error.Message}", error),
    };

    public static ShuffleException Silent(string what, TimeSpan limit, Exception cause)
        => Unavailable($"{what} was not answered by the cluster within {limit}.", cause);

    private static ShuffleException Unavailable(string message, Exception cause) => new(ShuffleErrorCode.ControlPlaneUnavailable, message, cause);
}
