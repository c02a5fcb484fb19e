namespace ShuffleOrleans.Tests.Benchmarks;

public sealed class ShapeTests
{
    public static TheoryData<string> Names => [.. ShapeCatalog.All.Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryByteOfAProducer_IsForOneConsumer(string name)
    {
        ShuffleShape shape = ShapeScale.Of(Shape(name), 0.1);
        Assert.Equal(shape.Bytes, shape.Producers * Enumerable.Range(0, shape.Consumers).Sum(shape.BytesFor));
    }

    [Fact]
    public void DefaultShapes_AreThoseOfTheDesign()
    {
        Assert.Equal(["a-bulk", "b-small-map", "b-small-reduce", "c-skewed", "d-beyond-memory", "e-text"], ShapeCatalog.All.Select(shape => shape.Name));
        Assert.Equal(1L << 30, Shape("a-bulk").Bytes);
        Assert.Equal(200L * 200 * 8 * 1024, Shape("b-small-map").Bytes);
        Assert.Equal(Shape("b-small-map").Bytes, Shape("b-small-reduce").Bytes);
        Assert.Equal(2L << 30, Shape("d-beyond-memory").Bytes);
    }

    [Fact]
    public void SkewedShape_GivesTheFirstConsumerHalf()
    {
        ShuffleShape shape = Shape("c-skewed");
        Assert.Equal(shape.Bytes, 2 * shape.Producers * shape.BytesFor(0));
    }

    [Fact]
    public void SmallShape_HasOnePieceForEachPair()
    {
        ShuffleShape shape = Shape("b-small-map");
        Assert.All(Enumerable.Range(0, shape.Consumers), consumer => Assert.Equal(shape.PieceBytes, shape.BytesFor(consumer)));
    }

    [Theory]
    [InlineData("a-bulk", 0.5)]
    [InlineData("a-bulk", 2)]
    [InlineData("b-small-map", 0.25)]
    [InlineData("b-small-reduce", 4)]
    [InlineData("c-skewed", 0.1)]
    public void ScaledShape_HasAboutSoManyTimesTheBytes(string name, double factor)
    {
        ShuffleShape shape = Shape(name);
        Assert.InRange(ShapeScale.Of(shape, factor).Bytes / (factor * shape.Bytes), 0.95, 1.05);
    }

    [Fact]
    public void ScaledSmallShape_StillHasOnePieceForEachPair()
    {
        ShuffleShape shape = ShapeScale.Of(Shape("b-small-map"), 0.25);
        Assert.Equal((100, 100, 100), (shape.Producers, shape.Consumers, shape.PiecesPerProducer));
        Assert.Equal(Shape("b-small-map").PieceBytes, shape.PieceBytes);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TinyScale_LeavesSomethingToMove(string name)
    {
        ShuffleShape shape = ShapeScale.Of(Shape(name), 1e-9);
        Assert.True(shape.Bytes > 0 && shape.PiecesPerProducer >= shape.Consumers, $"{shape}");
    }

    [Theory]
    [InlineData("a-bulk")]
    [InlineData("c-skewed")]
    [InlineData("b-small-map")]
    public void SortedPieces_HoldEachPieceOnce_InTheOrderOfTheConsumers(string name)
    {
        ShuffleShape shape = Shape(name);
        SortedPieces sorted = new(shape);
        int[] order = [.. sorted.InOrder];
        Assert.Equal(Enumerable.Range(0, shape.PiecesPerProducer), order.Order());
        Assert.Equal(order.Select(shape.ConsumerOf).Order(), order.Select(shape.ConsumerOf));
        Assert.Equal(shape.Bytes / shape.Producers, sorted.TotalBytes);
        Assert.All(Enumerable.Range(0, shape.Consumers), consumer => Assert.Equal(shape.BytesFor(consumer), sorted.BytesFor(consumer)));
    }

    private static ShuffleShape Shape(string name) => ShapeCatalog.All.Single(shape => shape.Name == name);
}
