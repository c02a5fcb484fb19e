import type { WorkerDetail } from '../../api/types';
import { Card } from '../../components/Card';
import { Facts } from '../../components/Facts';
import { IdText } from '../../components/IdText';
import { When } from '../../components/When';
import { bytes } from '../../format/bytes';
import { shown } from '../../format/names';
import { count, counted } from '../../format/numbers';
import { duration } from '../../format/time';

export function InsideFacts({ detail }: { detail: WorkerDetail }) {
  const inside = detail.inside;
  return (
    <Card title="This worker">
      <Facts of={[
        ['Rack, node', [detail.rack, detail.node].filter(name => name !== '').map(shown).join(', ') || '–'],
        ['Incarnation', <IdText id={detail.incarnation} what="incarnation" />],
        ['Last heard', <When at={detail.lastHeardAt} />],
        ['Partitions', count(detail.attempts)],
        ...(inside === null ? [['Inside', 'It does not answer, so only what the control plane knows is shown.'] as const] : [
          ['Started', <When at={inside.startedAt} />],
          ['Received', `${bytes(inside.receivedBytes)} in ${count(inside.receivedFrames)} frames`],
          ['Sent', `${bytes(inside.sentBytes)} in ${count(inside.sentFrames)} frames`],
          ['Write channels', `${count(detail.openWriteChannels)} of ${count(inside.maxWriteChannels)}`],
          ['Read channels', `${count(detail.openReadChannels)} of ${count(inside.maxReadChannels)}`],
          ['Open files', `${count(inside.openFiles)} of ${count(inside.maxOpenFiles)}`],
          ['Kept in memory', `${counted(inside.keptPartitions, 'partition')}, ${bytes(inside.keptBytes)}`],
          ['Failed checks', <span class={inside.verificationFailures > 0 ? 'alarm' : undefined}>{count(inside.verificationFailures)}</span>],
          ['Quarantine', <span class={inside.quarantinedFiles > 0 ? 'alarm' : undefined}>{inside.quarantinedFiles === 0 ? 'empty' : `${counted(inside.quarantinedFiles, 'file')}, ${bytes(inside.quarantinedBytes)}`}</span>],
          ...(inside.recovery === null ? [] : [['Recovery', `${counted(inside.recovery.partitions, 'partition')} found in ${duration(inside.recovery.seconds)}, ${inside.recovery.damaged} damaged, ${inside.recovery.removed} removed`] as const]),
        ] as const),
      ]} />
    </Card>
  );
}
