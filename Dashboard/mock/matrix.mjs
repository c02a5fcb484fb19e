const MostCells = 128;
const MostIndexes = 2000;

export function matrix(set, query) {
  const number = (name, otherwise) => Number(query.get(name) ?? otherwise);
  const [fromProducer, fromSubpartition] = [number('fromProducer', 0), number('fromSubpartition', 0)];
  const producers = Math.min(number('producers', set.producers), set.producers - fromProducer);
  const subpartitions = Math.min(number('subpartitions', set.subpartitionCount), set.subpartitionCount - fromSubpartition);
  const [rows, columns] = [Math.min(MostCells, producers, number('rows', 64)), Math.min(MostCells, subpartitions, number('columns', 64))];
  const bytes = new Array(rows * columns).fill(0);
  const perSubpartition = new Float64Array(subpartitions);
  const step = Math.max(1, Math.ceil(producers / MostIndexes));
  let [committed, sampled] = [0, 0];
  for (let p = 0; p < producers; p++) {
    committed += set.state(fromProducer + p) === 'Committed' ? 1 : 0;
    if (p % step || set.state(fromProducer + p) !== 'Committed') {
      continue;
    }
    sampled++;
    const row = Math.floor((p * rows) / producers);
    for (let s = 0; s < subpartitions; s++) {
      const cell = set.cell(fromProducer + p, fromSubpartition + s);
      bytes[row * columns + Math.floor((s * columns) / subpartitions)] += cell;
      perSubpartition[s] += cell;
    }
  }
  const hottest = perSubpartition.indexOf(Math.max(...perSubpartition));
  return {
    fromProducer, producers, fromSubpartition, subpartitions, rows, columns, bytes,
    rowBytes: Array.from({ length: rows }, (_, r) => bytes.slice(r * columns, (r + 1) * columns).reduce((a, b) => a + b, 0)),
    columnBytes: Array.from({ length: columns }, (_, c) => bytes.reduce((sum, b, at) => (at % columns === c ? sum + b : sum), 0)),
    committed, sampled, hottestSubpartition: sampled ? fromSubpartition + hottest : null, hottestBytes: perSubpartition[hottest] ?? 0,
    meanSubpartitionBytes: perSubpartition.reduce((a, b) => a + b, 0) / subpartitions, missing: [],
  };
}
