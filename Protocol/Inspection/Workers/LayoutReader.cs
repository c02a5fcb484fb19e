namespace ShuffleOrleans.Protocol.Inspection.Workers;

/// <summary>Somebody who reads a partition now.</summary>
/// <param name="Peer">The client's address.</param>
/// <param name="FirstSubpartition">The first subpartition of the range.</param>
/// <param name="SubpartitionCount">How many.</param>
/// <param name="Offset">Where in the file the next frame lies that is to be sent; 0 while that is not known.</param>
/// <param name="Bytes">Bytes sent, headers included.</param>
/// <param name="TotalBytes">Bytes there are to send; 0 while that is not known.</param>
/// <param name="Waiting">What it waits for.</param>
public sealed record LayoutReader(
    string Peer, int FirstSubpartition, int SubpartitionCount, long Offset, long Bytes, long TotalBytes, Blocker Waiting);
