namespace ShuffleOrleans.Client.Connections;

/// <summary>Wants to know when a connection has handed on all that had arrived: to wake a task once for many frames.</summary>
internal interface IPauseListener
{
    /// <summary>Nothing more comes for the moment. On the receive loop; never blocks.</summary>
    void OnPause();
}
