namespace ShuffleOrleans.Tests.Cluster.Partitions;

/// <summary>Where a call to a group of partitions fails on its way: at each step, before it takes effect and after.</summary>
public enum FailurePoint
{
    Write,
    AnswerOfWrite,
    Hold,
    AnswerOfHold,
    Tell,
    AnswerOfTell,
}
