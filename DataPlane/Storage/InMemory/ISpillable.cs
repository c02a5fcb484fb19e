using ShuffleOrleans.DataPlane.Storage.Directories;

namespace ShuffleOrleans.DataPlane.Storage.InMemory;

/// <summary>A partition that lies in memory, whole or as far as it is written, and can be written to a file instead.</summary>
internal interface ISpillable
{
    /// <summary>Where its file belongs.</summary>
    DataDirectory Directory { get; }

    /// <summary>Its place in the order of spilling. The <see cref="Spiller"/>'s.</summary>
    LinkedListNode<ISpillable> Place { get; }

    /// <summary>
    /// Writes it to its file and gives back its memory; does nothing if it has ended or is in a file. Blocking, on an I/O thread of <see cref="Directory"/>,
    /// while it is not in the order.
    /// </summary>
    /// <exception cref="IOException">The disk refused: it is in memory as before, and no file is left.</exception>
    void Spill();

    /// <summary>Spilling failed; it is back in the order.</summary>
    void OnSpillFailed();
}
