using System.Text.Json.Serialization;

namespace ShuffleOrleans.Protocol.Errors;

/// <summary>
/// What went wrong, as a number that never changes its meaning. The list with blame and advice is <see cref="ShuffleErrors"/>; docs/protocol.md has it as a
/// table.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<ShuffleErrorCode>))]
public enum ShuffleErrorCode : ushort
{
    /// <summary>No error: an expected end.</summary>
    None = 0,

    // ---- 1-99: the conversation itself -------------------------------------------------------------------------

    /// <summary>The first bytes of the connection are not the protocol's preamble.</summary>
    NotShuffleProtocol = 1,

    /// <summary>Both sides speak, but no protocol version is common to them.</summary>
    UnsupportedVersion = 2,

    /// <summary>A message whose fields contradict each other, are out of range or end too early.</summary>
    MalformedMessage = 3,

    /// <summary>A message type this side does not know.</summary>
    UnknownMessage = 4,

    /// <summary>A length above the limit that was announced in the hello.</summary>
    MessageTooLarge = 5,

    /// <summary>The checksum of a message header or control message does not match.</summary>
    MessageChecksumMismatch = 6,

    /// <summary>A known message in a state that does not expect it.</summary>
    UnexpectedMessage = 7,

    /// <summary>A message for a channel that was never opened.</summary>
    UnknownChannel = 8,

    /// <summary>An open for a channel number that is in use or was used before on this connection.</summary>
    ChannelAlreadyUsed = 9,

    /// <summary>More bytes were sent than credit was granted.</summary>
    CreditOverrun = 10,

    /// <summary>The hello did not come in time.</summary>
    HandshakeTimeout = 11,

    /// <summary>Nothing was heard from the other side for longer than the keepalive allows.</summary>
    KeepAliveTimeout = 12,

    /// <summary>The credentials in the hello are missing or wrong.</summary>
    AuthenticationFailed = 13,

    /// <summary>A channel moved no byte for longer than the worker allows.</summary>
    ChannelIdle = 14,

    // ---- 100-199: a partition ----------------------------------------------------------------------------------

    /// <summary>The worker holds no such partition attempt.</summary>
    PartitionNotFound = 100,

    /// <summary>The partition attempt exists and its producer has not committed it yet.</summary>
    PartitionNotFinished = 101,

    /// <summary>The stored bytes do not match their checksums.</summary>
    PartitionCorrupt = 102,

    /// <summary>Another writer holds, or has committed, this partition attempt.</summary>
    ConcurrentWriter = 103,

    /// <summary>The attempt or epoch is older than one the worker already knows.</summary>
    StaleEpoch = 104,

    /// <summary>The request names another worker, or an earlier process of this one.</summary>
    StaleIncarnation = 105,

    /// <summary>A subpartition or range outside the partition.</summary>
    SubpartitionOutOfRange = 106,

    /// <summary>A frame header that breaks the rules of regions, sequence or subpartition order.</summary>
    FrameOutOfOrder = 107,

    /// <summary>The checksum of a frame does not match: flipped, or from another partition.</summary>
    FrameCorrupt = 108,

    /// <summary>The counts or the digest of writer, worker or reader differ.</summary>
    ReceiptMismatch = 109,

    /// <summary>A resume point beyond the end of what can be read.</summary>
    ResumePointOutOfRange = 110,

    /// <summary>The partition kind is not served by this worker.</summary>
    UnsupportedPartitionKind = 111,

    /// <summary>The writer gave up; nothing of the attempt is kept.</summary>
    WriteAborted = 112,

    /// <summary>More regions or frames than the worker keeps of one partition.</summary>
    PartitionTooLarge = 113,

    // ---- 200-299: the worker and its disks ---------------------------------------------------------------------

    /// <summary>The worker's connection limit is reached.</summary>
    TooManyConnections = 200,

    /// <summary>The channel limit of the connection or the worker is reached.</summary>
    TooManyChannels = 201,

    /// <summary>The memory budget cannot give even the guaranteed minimum.</summary>
    MemoryExhausted = 202,

    /// <summary>No data directory has room.</summary>
    DiskFull = 203,

    /// <summary>A disk failed an operation.</summary>
    DiskFailed = 204,

    /// <summary>The worker is stopping and takes no new work.</summary>
    WorkerStopping = 205,

    /// <summary>The worker's limit of open partition files is reached.</summary>
    TooManyOpenFiles = 206,

    // ---- 300-399: the control plane ----------------------------------------------------------------------------

    /// <summary>A request whose fields make no sense together.</summary>
    InvalidRequest = 300,

    /// <summary>The job is not registered, has expired or was ended.</summary>
    JobNotFound = 301,

    /// <summary>A newer instance of the JobMaster has taken the job over.</summary>
    JobInstanceFenced = 302,

    /// <summary>No worker passes the filters of the assignment.</summary>
    NoWorkerAvailable = 303,

    /// <summary>The worker is not registered, or with another incarnation: it must register again.</summary>
    WorkerNotRegistered = 304,

    /// <summary>The control plane did not answer.</summary>
    ControlPlaneUnavailable = 305,

    // ---- 400-499: the network, as a client sees it --------------------------------------------------------------

    /// <summary>No connection could be made.</summary>
    ConnectFailed = 400,

    /// <summary>An established connection broke.</summary>
    ConnectionLost = 401,

    // ---- 900: bugs ---------------------------------------------------------------------------------------------

    /// <summary>A bug on the side that reports it. Its log says more.</summary>
    InternalError = 900,
}
