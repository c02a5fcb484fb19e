namespace ShuffleOrleans.Samples.TeraSort;

/// <summary>How keys are made.</summary>
internal enum KeyKind
{
    /// <summary>Spread evenly by a hash of seed and record number.</summary>
    Random,

    /// <summary>One key for all records: everything goes to one reducer.</summary>
    AllEqual,
}
