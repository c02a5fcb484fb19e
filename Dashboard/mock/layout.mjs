import { id } from './random.mjs';
import { DamagedIndex, SlowReaderIndex, StragglerProducer, holdersOf } from './jobs.mjs';
import { bytesOf } from './partitions.mjs';

const Header = 4096;

const regionsOf = (set, index) => set.subpartitionCount < 2 ? 40 : index === 7 ? 1800 : 6 + (index % 9);

export function receipt(set, index) {
  const payload = bytesOf(set)[index];
  return { regionCount: regionsOf(set, index), frameCount: Math.ceil(payload / 32_768) + set.subpartitionCount, payloadBytes: payload, digest: id('digest', set.dataSet, index).slice(0, 16) };
}

/** Every region holds its share of each subpartition; the third is a broadcast now and then. */
function* regions(set, index) {
  const total = regionsOf(set, index);
  let offset = Header;
  for (let region = 0; region < total; region++) {
    const broadcast = region === 2 && index % 3 === 0;
    const start = offset;
    const runs = [];
    for (let s = 0; s < (broadcast ? 1 : set.subpartitionCount); s++) {
      const bytes = Math.round(set.cell(index, s) / total);
      if (bytes > 0) {
        runs.push({ subpartition: s, offset, bytes, frames: Math.max(1, Math.ceil(bytes / 32_768)) });
        offset += bytes;
      }
    }
    yield { region, offset: start, bytes: offset - start, frames: runs.reduce((sum, run) => sum + run.frames, 0), broadcast, runs };
  }
}

export function layout(set, index, query) {
  const [skip, take] = [Number(query.get('skip') ?? 0), Number(query.get('take') ?? 100)];
  const all = [...regions(set, index)];
  const framesEnd = all.length ? all.at(-1).offset + all.at(-1).bytes : Header;
  const indexBytes = all.length * (set.subpartitionCount * 16 + 32);
  const writing = set.state(index) === 'Writing';
  const moment = (Date.now() / 1000) % 60;
  const reader = (peer, share, first, count, waiting) => ({
    peer, firstSubpartition: first, subpartitionCount: count, offset: Math.round(Header + (framesEnd - Header) * share), bytes: Math.round((framesEnd * share * count) / set.subpartitionCount),
    totalBytes: Math.round((framesEnd * count) / set.subpartitionCount), waiting,
  });
  return {
    worker: holdersOf(set, index)[0], attempt: 0, epoch: 7 + (index % 5), storedIn: writing ? 'Writing' : index === DamagedIndex && set.producers === 200 ? 'Quarantine' : 'File',
    directory: '/data/ssd0', fileName: `${set.dataSet.slice(0, 8)}-${index}-0-${7 + (index % 5)}.shuffle`, fileBytes: framesEnd + (writing ? 0 : indexBytes + 64),
    sections: [
      { kind: 'Header', offset: 0, bytes: Header }, { kind: 'Frames', offset: Header, bytes: framesEnd - Header },
      ...(writing ? [] : [{ kind: 'Index', offset: framesEnd, bytes: indexBytes }, { kind: 'Footer', offset: framesEnd + indexBytes, bytes: 64 }]),
    ],
    receipt: writing ? null : receipt(set, index),
    subpartitionBytes: Array.from({ length: set.subpartitionCount }, (_, s) => set.cell(index, s)),
    subpartitionFrames: Array.from({ length: set.subpartitionCount }, (_, s) => Math.ceil(set.cell(index, s) / 32_768)),
    regionCount: all.length, skip, regions: all.slice(skip, skip + take),
    readers: writing || index === StragglerProducer ? [] : [
      reader('10.2.0.31:51844', moment / 60, 0, 8, 'None'), reader('10.2.0.32:40112', (moment / 45) % 1, 8, 8, 'ColdRead'),
      ...(index === SlowReaderIndex ? [reader('10.2.0.39:39004', 0.37, 136, 8, 'SlowReader')] : []),
    ],
    detail: '',
    contributions: set.kind === 'Reduce',
  };
}
