using System.Runtime.InteropServices;

namespace ShuffleOrleans.Benchmarks.Systems.SocketLoop;

/// <summary>What a client of the loop sends, as it lies in memory: both ends are the same program on the same machine.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LoopRequest
{
    /// <summary>What is asked for.</summary>
    public LoopRequestKind Kind;

    /// <summary>Which producer or consumer.</summary>
    public int Number;

    /// <summary>How many producers the exchange has.</summary>
    public int Producers;

    /// <summary>How many consumers it has.</summary>
    public int Consumers;

    /// <summary>1 if there is a file for each consumer, 0 if for each producer.</summary>
    public int IsReduce;

    /// <summary>The exchange.</summary>
    public long Exchange;
}
