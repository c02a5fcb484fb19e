// @vitest-environment node
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from './server.mjs';

let service;
beforeAll(async () => { service = await start({ readToken: 'a-read-token-of-24-chars', live: false }); });
afterAll(() => service.server.close());

const ask = (path, init = {}) => fetch(`${service.url}${path}`, { ...init, headers: { Authorization: 'Bearer a-read-token-of-24-chars', ...init.headers } });

describe('the stand-in', () => {
  it('wants its token', async () => {
    expect((await fetch(`${service.url}/v1/cluster`)).status).toBe(401);
    expect((await ask('/v1/cluster')).status).toBe(200);
  });

  it('changes nothing without the admin token', async () => {
    const { items } = await (await ask('/v1/workers')).json();
    expect((await ask(`/v1/workers/${items[0].worker}:exclude`, { method: 'POST', body: '{"reason":"x"}' })).status).toBe(403);
  });

  it('pages and sorts 100,000 partitions', async () => {
    const page = await (await ask('/v1/partitions?sort=-bytes&skip=50000&take=3')).json();
    expect(page.totalCount).toBeGreaterThan(100_000);
    expect(page.items).toHaveLength(3);
    expect(page.items[0].payloadBytes).toBeGreaterThanOrEqual(page.items[2].payloadBytes);
  });

  it('has a matrix whose sums agree', async () => {
    const [tera] = (await (await ask('/v1/jobs?name=Tera')).json()).items;
    const { dataSets } = await (await ask(`/v1/jobs/${tera.job}`)).json();
    const set = dataSets.find(one => one.partitionCount === 200);
    const matrix = await (await ask(`/v1/jobs/${tera.job}/datasets/${set.dataSet}/matrix?rows=100&columns=100`)).json();
    expect(matrix.hottestSubpartition).toBe(137);
    expect(matrix.rowBytes.reduce((a, b) => a + b)).toBe(matrix.columnBytes.reduce((a, b) => a + b));
  });
});
