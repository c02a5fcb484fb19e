import type { Layout } from '../../api/types';
import { Badge, type Tone } from '../../components/Badge';
import { CopyButton } from '../../components/CopyButton';
import { bytes } from '../../format/bytes';
import { shown } from '../../format/names';

const tones: Record<Layout['storedIn'], Tone> = { File: 'good', Memory: 'good', Writing: 'busy', Quarantine: 'bad' };
const words: Record<Layout['storedIn'], string> = { File: 'file', Memory: 'in memory', Writing: 'being written', Quarantine: 'in quarantine' };

/** Where the file is and how large. */
export function LayoutFacts({ layout }: { layout: Layout }) {
  const file = `${layout.directory}/${layout.fileName}`;
  return (
    <span class="row">
      <Badge tone={tones[layout.storedIn] ?? 'idle'}>{words[layout.storedIn] ?? layout.storedIn}</Badge>
      {layout.fileName !== '' && <code class="path" title={file}>{shown(file)}</code>}
      {layout.fileName !== '' && <CopyButton text={file} what="file name" />}
      <b>{bytes(layout.fileBytes)}</b>
    </span>
  );
}
