using ShuffleOrleans.Benchmarks.Systems;

namespace ShuffleOrleans.Benchmarks.Roles;

/// <summary>One line from the runner to a client process.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Plan">With <see cref="ClientOrderKind.Begin"/>: which exchange.</param>
/// <param name="Written">With <see cref="ClientOrderKind.Read"/>: what each client's writing returned.</param>
internal sealed record ClientOrder(ClientOrderKind Kind, ExchangePlan? Plan = null, IReadOnlyList<string>? Written = null);
