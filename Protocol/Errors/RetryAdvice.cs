namespace ShuffleOrleans.Protocol.Errors;

/// <summary>What a caller can sensibly do after an error.</summary>
public enum RetryAdvice
{
    /// <summary>Repeating cannot help: fix the caller.</summary>
    Never,

    /// <summary>The same request to the same place, after a pause.</summary>
    SamePlace,

    /// <summary>The same work on another worker, under a new allocation.</summary>
    OtherWorker,

    /// <summary>The data is gone: run its producer again.</summary>
    RerunProducer,
}
