namespace ShuffleOrleans.Benchmarks.Processes;

/// <summary>Processor time, in seconds.</summary>
internal readonly record struct CpuSeconds(double User, double System)
{
    public double Total => User + System;

    public static CpuSeconds operator +(CpuSeconds a, CpuSeconds b) => new(a.User + b.User, a.System + b.System);

    public static CpuSeconds operator -(CpuSeconds a, CpuSeconds b) => new(a.User - b.User, a.System - b.System);

    public static CpuSeconds operator /(CpuSeconds a, double parts) => new(a.User / parts, a.System / parts);
}
