import { useMemo } from 'preact/hooks';
import { Card } from '../../components/Card';
import { TimeChart } from '../../components/TimeChart';
import { rate } from '../../format/bytes';
import { useStore } from '../../live/store';
import { throughput } from '../../live/throughput';

/** What the workers received and sent in the last ten minutes, as this tab saw it. */
export function ThroughputCard() {
  const { rates } = useStore(throughput);
  const times = useMemo(() => rates.map(one => one.at), [rates]);
  const lines = useMemo(() => [
    { label: 'Received from writers', color: '--accent', values: rates.map(one => one.received) },
    { label: 'Sent to readers', color: '--second', dash: [6, 3], values: rates.map(one => one.sent) },
  ], [rates]);
  const now = rates.at(-1);
  return (
    <Card title="Throughput" wide aside={<span class="hint">measured since this tab was opened, at most 10 minutes</span>}>
      {rates.length < 3
        ? <p class="chart awaited">Rates come from differences: the first lines show in a few seconds.</p>
        : <TimeChart times={times} lines={lines} caption={`Now: ${rate(now?.received ?? null)} received from writers, ${rate(now?.sent ?? null)} sent to readers.`} />}
    </Card>
  );
}
