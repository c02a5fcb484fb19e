import { withQuery } from '../../api/query';
import { links } from '../../app/links';
import type { DataSet, Matrix, Page, Partition } from '../../api/types';
import { bytes } from '../../format/bytes';
import { count, counted, times } from '../../format/numbers';
import { usePolled } from '../../live/usePolled';
import { heavyRows, hottestInWords } from './heatFindings';
import type { View } from './view';

const Named = 6;

/** What the map shows, in words: the hot key, the producers that hold too much, those that are late. */
export function Findings({ set, matrix, onZoom }: { set: DataSet; matrix: Matrix; onZoom: (view: View) => void }) {
  const { job, dataSet } = set;
  const late = usePolled<Page<Partition>>(withQuery('/partitions', { job, dataSet, state: ['Writing', 'Allocated'], sort: 'index', take: Named })).data;
  const hot = hottestInWords(matrix);
  const heavy = heavyRows(matrix);
  const hottest = matrix.hottestSubpartition;
  const showHot = () => hottest !== null && onZoom({ ...viewOf(matrix), fromSubpartition: Math.max(0, Math.min(hottest - 8, set.subpartitionCount - 16)), subpartitions: Math.min(16, set.subpartitionCount) });
  return (
    <div class="findings">
      <h3>Consumers</h3>
      <p>{hot ?? 'Nothing is committed in this window yet.'}</p>
      {hottest !== null && matrix.subpartitions > 16 && <button type="button" onClick={showHot}>Zoom to subpartition {hottest}</button>}
      <h3>Producers</h3>
      {heavy.length === 0 ? <p>No producer in view holds more than twice the median.</p> : (
        <ul>{heavy.map(one => <li key={one.row}><a href={links.partition(job, dataSet, one.first)}>Producer{one.producers.includes('–') ? 's' : ''} {one.producers}</a>: {bytes(one.bytes)}, {times(one.ratio)} the median</li>)}</ul>
      )}
      <h3>Stragglers</h3>
      {late === null || late.totalCount === 0 ? <p>{late === null ? '…' : 'Every producer has committed or ended.'}</p> : (
        <p>{counted(late.totalCount, 'producer')} not finished: {late.items.map((one, n) => <span key={one.index}>{n > 0 && ', '}<a href={links.partition(job, dataSet, one.index)}>{one.index}</a> <small>{one.state.toLowerCase()}</small></span>)}{late.totalCount > Named && <>, <a href={links.partitions({ job, dataSet, state: 'Writing' })}>more</a></>}.</p>
      )}
      {matrix.sampled < matrix.committed && <p class="hint">A sample: the indexes of {count(matrix.sampled)} of {count(matrix.committed)} committed producers were read. Zoom in to see them all.</p>}
    </div>
  );
}

function viewOf(matrix: Matrix): View {
  return { fromProducer: matrix.fromProducer, producers: matrix.producers, fromSubpartition: matrix.fromSubpartition, subpartitions: matrix.subpartitions };
}
