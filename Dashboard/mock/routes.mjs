import * as a from './answers.mjs';

const sorted = (items, by, fields) => by ? [...items].sort((x, y) => (by.startsWith('-') ? -1 : 1) * (fields(x, by.replace('-', '')) < fields(y, by.replace('-', '')) ? -1 : 1)) : items;
const field = (item, name) => item[{ bytes: 'payloadBytes', partitions: 'dataSetCount' }[name] ?? name];
const number = key => { const n = a.workerIds.indexOf(key); return n < 0 ? null : n; };

/** What each address answers: [method, pattern, handler(parts, query, body)], undefined for "no such thing". `change` marks those that want the admin token. */
export const routes = [
  ['GET', /^\/v1\/cluster$/, (_, __, ___, changes) => a.cluster(changes)],
  ['GET', /^\/v1\/workers$/, (_, q) => a.paged(sorted(a.workers().filter(w => !q.get('state') || w.state === q.get('state')), q.get('sort'), field), q)],
  ['GET', /^\/v1\/workers\/(\w+)$/, ([w]) => number(w) === null ? undefined : a.workerDetail(number(w))],
  ['GET', /^\/v1\/workers\/(\w+)\/channels$/, ([w], q) => a.paged(sorted(a.channelsOf(w).filter(c => (!q.get('direction') || c.direction === q.get('direction')) && (q.get('waiting') !== 'true' || c.waiting !== 'None')), q.get('sort'), field), q)],
  ['GET', /^\/v1\/workers\/(\w+)\/ledger$/, ([w]) => number(w) === null ? undefined : a.workerDetail(number(w)).inside?.ledger],
  ['POST', /^\/v1\/workers\/(\w+):exclude$/, ([w], _, body) => { a.excluded.set(w, body.reason ?? ''); return a.worker(number(w)); }, 'change'],
  ['POST', /^\/v1\/workers\/(\w+):include$/, ([w]) => { a.excluded.delete(w); return a.worker(number(w)); }, 'change'],
  ['GET', /^\/v1\/jobs$/, (_, q) => a.paged(sorted(a.jobAnswers().filter(j => j.name.toLowerCase().includes((q.get('name') ?? '').toLowerCase())), q.get('sort'), field), q)],
  ['GET', /^\/v1\/jobs\/(\w+)$/, ([j]) => {
    const job = a.jobs.find(job => job.job === j);
    return job && { ...a.jobAnswer(job), dataSets: a.dataSets.filter(set => set.job === j).map(a.dataSetAnswer), events: a.events().filter(event => event.job === j).slice(-100) };
  }],
  ['POST', /^\/v1\/jobs\/(\w+):release$/, () => null, 'change'],
  ['GET', /^\/v1\/jobs\/(\w+)\/datasets\/(\w+)$/, ([j, d]) => { const set = a.findSet(j, d); return set && a.dataSetAnswer(set); }],
  ['GET', /^\/v1\/jobs\/(\w+)\/datasets\/(\w+)\/matrix$/, ([j, d], q) => { const set = a.findSet(j, d); return set && a.matrix(set, q); }],
  ['GET', /^\/v1\/partitions$/, (_, q) => a.paged(a.select(q), q)],
  ['GET', /^\/v1\/partitions\/(\w+)\/(\w+)\/(\d+)$/, ([j, d, i]) => { const set = a.findSet(j, d); return set && i < set.producers ? a.partitionDetail(set, Number(i)) : undefined; }],
  ['GET', /^\/v1\/partitions\/(\w+)\/(\w+)\/(\d+)\/layout$/, ([j, d, i], q) => { const set = a.findSet(j, d); return set && !['Allocated', 'Failed'].includes(set.state(Number(i))) ? a.layout(set, Number(i), q) : undefined; }],
  ['POST', /^\/v1\/partitions\/(\w+)\/(\w+)\/(\d+):verify$/, ([j, d, i], q) => { const set = a.findSet(j, d); return set && a.paged([a.verify(set, Number(i))], q); }, 'change'],
  ['POST', /^\/v1\/partitions\/(\w+)\/(\w+)\/(\d+):release$/, ([j, d, i]) => { const set = a.findSet(j, d); return set ? (a.release(set, Number(i)), null) : undefined; }, 'change'],
  ['GET', /^\/v1\/waits$/, (_, q) => a.paged(a.waits().filter(w => (!q.get('job') || w.job === q.get('job')) && (!q.get('worker') || w.worker === q.get('worker'))), q)],
  ['GET', /^\/v1\/events$/, (_, q) => ({ items: a.events().filter(e => e.sequence > Number(q.get('after') ?? 0)).filter(a.selector(q)).slice(0, Number(q.get('take') ?? 100)), lastSequence: a.lastSequence(), missed: false })],
];
