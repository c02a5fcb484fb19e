namespace ShuffleOrleans.Tests.Architecture;

/// <summary>One reference from a project to another.</summary>
/// <param name="Folder">The other project's folder, from the root, with slashes.</param>
/// <param name="WithAssembly">False if it is only built first: ReferenceOutputAssembly="false".</param>
internal sealed record ProjectReference(string Folder, bool WithAssembly);
