using System.Text.Json;

namespace ShuffleOrleans.Tests.Gateway.Inspection;

/// <summary>As much of JSON Schema as the document uses.</summary>
/// <param name="root">The document, for references into it.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class SchemaCheck(JsonElement root, List<string> problems)
{
    public void Check(JsonElement schema, JsonElement value, string where)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            Check(Resolve(reference.GetString()!), value, where);
            return;
        }

        if (schema.TryGetProperty("oneOf", out JsonElement choices) || schema.TryGetProperty("anyOf", out choices))
        {
            CheckChoices(choices, value, where);
            return;
        }

        CheckType(schema, value, where);
        CheckEnum(schema, value, where);
        if (value.ValueKind == JsonValueKind.Object)
        {
            CheckObject(schema, value, where);
        }
        else if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out JsonElement items))
        {
            int index = 0;
            foreach (JsonElement item in value.EnumerateArray())
            {
                Check(items, item, $"{where}[{index++}]");
            }
        }
    }

    private JsonElement Resolve(string reference)
    {
        JsonElement found = root;
        foreach (string step in reference.TrimStart('#', '/').Split('/'))
        {
            found = found.GetProperty(step);
        }

        return found;
    }

    private void CheckChoices(JsonElement choices, JsonElement value, string where)
    {
        List<string> all = [];
        foreach (JsonElement choice in choices.EnumerateArray())
        {
            List<string> own = [];
            new SchemaCheck(root, own).Check(choice, value, where);
            if (own.Count == 0)
            {
                return;
            }

            all.AddRange(own);
        }

        problems.AddRange(all);
    }

    private void CheckType(JsonElement schema, JsonElement value, string where)
    {
        if (!schema.TryGetProperty("type", out JsonElement type))
        {
            problems.Add($"{where} has no type in its schema");
            return;
        }

        string[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(name => name.GetString()!)] : [type.GetString()!];
        if (!types.Any(name => Is(value, name)))
        {
            problems.Add($"{where} is {value.GetRawText()}, not {string.Join(" or ", types)}");
        }
    }

    private void CheckEnum(JsonElement schema, JsonElement value, string where)
    {
        if (schema.TryGetProperty("enum", out JsonElement names) && !names.EnumerateArray().Any(name => name.GetRawText() == value.GetRawText()))
        {
            problems.Add($"{where} is {value.GetRawText()}, none of {names.GetRawText()}");
        }
    }

    private void CheckObject(JsonElement schema, JsonElement value, string where)
    {
        schema.TryGetProperty("properties", out JsonElement properties);
        schema.TryGetProperty("additionalProperties", out JsonElement others);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(property.Name, out JsonElement known))
            {
                Check(known, property.Value, $"{where}.{property.Name}");
            }
            else if (others.ValueKind == JsonValueKind.Object)
            {
                Check(others, property.Value, $"{where}.{property.Name}");
            }
            else
            {
                problems.Add($"{where}.{property.Name} is not in the schema");
            }
        }

        if (properties.ValueKind == JsonValueKind.Object)
        {
            IEnumerable<string> missing = properties.EnumerateObject().Select(known => known.Name).Where(name => !value.TryGetProperty(name, out _));
            problems.AddRange(missing.Select(name => $"{where}.{name} is missing"));
        }
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind == JsonValueKind.Null,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => value.ValueKind == JsonValueKind.Object,
    };
}
