namespace ShuffleOrleans.Grains.Interfaces.Inspection;

/// <summary>
/// A question or an answer of people's inspection on its way between silos, as JSON. So there is one definition of what can be asked and answered, the one of
/// the inspection API, and silos of neighbouring versions pass over what they do not know.
/// </summary>
/// <param name="Json">The document, UTF-8.</param>
[GenerateSerializer]
[Immutable]
[Alias("shuffle.InspectionDocument")]
public sealed record InspectionDocument(
    [property: Id(0)] byte[] Json);
