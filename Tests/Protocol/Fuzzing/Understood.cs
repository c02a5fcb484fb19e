using ShuffleOrleans.Protocol.Messages;

namespace ShuffleOrleans.Tests.Protocol.Fuzzing;

/// <summary>One thing a reader of a conversation took for valid: a control message with its body, or a frame of a data message, header included.</summary>
internal sealed record Understood(MessageType Type, uint Channel, string Hex);
