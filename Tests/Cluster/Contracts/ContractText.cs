using System.Globalization;
using System.Reflection;
using System.Text;
using Orleans.CodeGeneration;
using Orleans.Concurrency;
using Orleans.Services;

namespace ShuffleOrleans.Tests.Cluster.Contracts;

/// <summary>The contracts as text, in an order that does not depend on the order of the sources.</summary>
internal static class ContractText
{
    private const string Head = """
        # The contracts between silos, and between clients and silos, as they cross. Generated from the code: Tests/Cluster/Contracts compares and updates it.
        # Old and new processes of a rolling upgrade speak with each other: names and numbers here are never changed or used again, only added to.
        """;

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(ushort)] = "ushort",
        [typeof(ulong)] = "ulong",
        [typeof(string)] = "string",
        [typeof(byte)] = "byte",
    };

    public static string Write()
    {
        StringBuilder text = new(Head.ReplaceLineEndings("\n"));
        text.Append('\n');
        foreach (Type type in ContractSurface.Interfaces)
        {
            AppendInterface(text, type);
        }

        foreach (Type type in ContractSurface.Messages.Append(typeof(ShuffleException)))
        {
            AppendMessage(text, type);
        }

        return text.ToString();
    }

    private static void AppendInterface(StringBuilder text, Type type)
    {
        string version = type.GetCustomAttribute<VersionAttribute>() is { } given ? $", version {given.Version}" : "";
        text.Append(CultureInfo.InvariantCulture, $"\ninterface {NameOf(type)}: {KeyOf(type)}{version}\n");
        foreach (MethodInfo method in type.GetMethods().OrderBy(AliasOf, StringComparer.Ordinal))
        {
            string parameters = string.Join(", ", method.GetParameters().Select(parameter => $"{NameOf(parameter.ParameterType)} {parameter.Name}"));
            text.Append(CultureInfo.InvariantCulture, $"  {AliasOf(method)}({parameters}) -> {NameOf(method.ReturnType)}{MarksOf(method)}\n");
        }
    }

    private static void AppendMessage(StringBuilder text, Type type)
    {
        if (type.IsEnum)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nenum {NameOf(type)}: {NameOf(type.GetEnumUnderlyingType())}\n");
            foreach (object value in Enum.GetValues(type))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {Convert.ToInt64(value, CultureInfo.InvariantCulture)} {value}\n");
            }

            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\nmessage {NameOf(type)}\n");
        foreach (PropertyInfo field in ContractSurface.FieldsOf(type))
        {
            text.Append(CultureInfo.InvariantCulture, $"  {ContractSurface.NumberOf(field)} {NameOf(field.PropertyType)} {field.Name}\n");
        }
    }

    private static string? AliasOf(MethodInfo method) => method.GetCustomAttribute<AliasAttribute>()?.Alias;

    private static string MarksOf(MethodInfo method) =>
        (method.IsDefined(typeof(AlwaysInterleaveAttribute)) ? " [AlwaysInterleave]" : "")
        + (method.IsDefined(typeof(ReadOnlyAttribute)) ? " [ReadOnly]" : "")
        + (method.IsDefined(typeof(OneWayAttribute)) ? " [OneWay]" : "");

    private static string KeyOf(Type type) =>
        typeof(IGrainWithGuidKey).IsAssignableFrom(type) ? "key Guid"
        : typeof(IGrainWithIntegerKey).IsAssignableFrom(type) ? "key long"
        : typeof(IGrainWithStringKey).IsAssignableFrom(type) ? "key string"
        : typeof(IGrainService).IsAssignableFrom(type) ? "grain service"
        : throw new InvalidOperationException($"The kind of key of {type} is not known here.");

    private static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? NameOf(inner) + "?"
        : type.IsArray ? NameOf(type.GetElementType()!) + "[]"
        : type.IsConstructedGenericType ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GenericTypeArguments.Select(NameOf))}>"
        : Keywords.GetValueOrDefault(type) ?? (ContractSurface.IsOurs(type) ? ContractSurface.AliasOf(type) : null) ?? type.Name;
}
