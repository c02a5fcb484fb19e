using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;

namespace ShuffleOrleans.Grains.Interfaces.Serialization.Errors;

/// <summary>
/// How a <see cref="ShuffleException"/> crosses: code, message and the stack trace as text. A class derived from it means something on its own side only and
/// arrives as the plain exception, which a surrogate alone would not do. The cause stays behind: it may be of a type that cannot cross.
/// </summary>
[RegisterSerializer]
internal sealed class ShuffleExceptionCodec(IValueSerializer<ShuffleExceptionCodec.Surrogate> surrogates)
    : IFieldCodec<ShuffleException>, IDerivedTypeCodec, IConverter<ShuffleException, ShuffleExceptionCodec.Surrogate>
{
    public void WriteField<TBufferWriter>(
        ref Writer<TBufferWriter> writer, uint fieldIdDelta, [AllowNull] Type expectedType, [AllowNull] ShuffleException value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (value is null)
        {
            ReferenceCodec.WriteNullReference(ref writer, fieldIdDelta);
            return;
        }

        // Never as a reference to an earlier field: Orleans writes no exception so, and readers refuse it.
        ReferenceCodec.MarkValueField(writer.Session);
        writer.WriteStartObject(fieldIdDelta, expectedType, typeof(ShuffleException));
        Surrogate surrogate = ConvertToSurrogate(value);
        surrogates.Serialize(ref writer, ref surrogate);
        writer.WriteEndObject();
    }

    [return: MaybeNull]
    public ShuffleException ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.WireType == WireType.Reference)
        {
            return ReferenceCodec.ReadReference<ShuffleException, TInput>(ref reader, field);
        }

        field.EnsureWireTypeTagDelimited();
        ReferenceCodec.MarkValueField(reader.Session);
        Surrogate surrogate = default;
        surrogates.Deserialize(ref reader, ref surrogate);
        return ConvertFromSurrogate(surrogate);
    }

    public ShuffleException ConvertFromSurrogate(in Surrogate surrogate)
    {
        ShuffleException exception = new((ShuffleErrorCode)surrogate.Code, surrogate.Message);
        if (surrogate.StackTrace is not null)
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, surrogate.StackTrace);
        }

        return exception;
    }

    public Surrogate ConvertToSurrogate(in ShuffleException value) => new((ushort)value.Code, value.Message, value.StackTrace);

    [GenerateSerializer]
    [Immutable]
    internal readonly record struct Surrogate(
        [property: Id(0)] ushort Code, [property: Id(1)] string Message, [property: Id(2)] string? StackTrace);
}
