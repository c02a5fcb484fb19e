namespace ShuffleOrleans.Protocol.Errors;

/// <summary>
/// The meaning of each <see cref="ShuffleErrorCode"/>: whose fault, and what to do. One table, so that both ends and the documentation agree.
/// </summary>
public static class ShuffleErrors
{
    /// <summary>Whose fault an error of this code is. A code this build does not know is the worker's.</summary>
    public static ShuffleErrorBlame BlameOf(ShuffleErrorCode code) => code switch
    {
        ShuffleErrorCode.None => ShuffleErrorBlame.Nobody,
        ShuffleErrorCode.MessageChecksumMismatch or ShuffleErrorCode.FrameCorrupt or ShuffleErrorCode.KeepAliveTimeout
            or ShuffleErrorCode.ChannelIdle or ShuffleErrorCode.ConnectFailed or ShuffleErrorCode.ConnectionLost => ShuffleErrorBlame.Network,
        ShuffleErrorCode.PartitionCorrupt or ShuffleErrorCode.DiskFull or ShuffleErrorCode.DiskFailed => ShuffleErrorBlame.Disk,
        ShuffleErrorCode.PartitionNotFound or ShuffleErrorCode.TooManyConnections or ShuffleErrorCode.TooManyChannels
            or ShuffleErrorCode.TooManyOpenFiles or ShuffleErrorCode.MemoryExhausted or ShuffleErrorCode.WorkerStopping
            or ShuffleErrorCode.InternalError => ShuffleErrorBlame.Worker,
        ShuffleErrorCode.NoWorkerAvailable or ShuffleErrorCode.ControlPlaneUnavailable => ShuffleErrorBlame.ControlPlane,
        _ => Enum.IsDefined(code) ? ShuffleErrorBlame.Caller : ShuffleErrorBlame.Worker,
    };

    /// <summary>What a caller can do about an error of this code. For a code this build does not know: try another worker.</summary>
    public static RetryAdvice AdviceFor(ShuffleErrorCode code) => code switch
    {
        ShuffleErrorCode.MessageChecksumMismatch or ShuffleErrorCode.FrameCorrupt or ShuffleErrorCode.KeepAliveTimeout
            or ShuffleErrorCode.ChannelIdle or ShuffleErrorCode.ConnectionLost or ShuffleErrorCode.ConnectFailed or ShuffleErrorCode.TooManyConnections
            or ShuffleErrorCode.TooManyChannels or ShuffleErrorCode.TooManyOpenFiles or ShuffleErrorCode.MemoryExhausted
            or ShuffleErrorCode.PartitionNotFinished
            or ShuffleErrorCode.NoWorkerAvailable or ShuffleErrorCode.ControlPlaneUnavailable
            or ShuffleErrorCode.WorkerNotRegistered or ShuffleErrorCode.HandshakeTimeout => RetryAdvice.SamePlace,
        ShuffleErrorCode.DiskFull or ShuffleErrorCode.DiskFailed or ShuffleErrorCode.WorkerStopping
            or ShuffleErrorCode.StaleIncarnation or ShuffleErrorCode.InternalError => RetryAdvice.OtherWorker,
        ShuffleErrorCode.PartitionNotFound or ShuffleErrorCode.PartitionCorrupt => RetryAdvice.RerunProducer,
        _ => Enum.IsDefined(code) ? RetryAdvice.Never : RetryAdvice.OtherWorker,
    };
}
