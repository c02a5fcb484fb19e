import { describe, expect, it } from 'vitest';
import { links } from './links';
import { parseRoute } from './routes';

const [job, dataSet, worker] = ['a', 'b', 'c'].map(digit => digit.repeat(32)) as [string, string, string];

describe('addresses of pages', () => {
  it('lead where their links say', () => {
    expect(parseRoute(links.overview)).toEqual({ page: 'overview' });
    expect(parseRoute('')).toEqual({ page: 'overview' });
    expect(parseRoute(links.worker(worker))).toEqual({ page: 'worker', worker });
    expect(parseRoute(links.job(job))).toEqual({ page: 'job', job });
    expect(parseRoute(links.dataSet(job, dataSet))).toEqual({ page: 'dataset', job, dataSet });
    expect(parseRoute(links.partition(job, dataSet, 17))).toEqual({ page: 'partition', job, dataSet, index: 17 });
    expect(parseRoute(links.partitions({ job, state: 'Lost', sort: '-bytes' }))).toEqual({ page: 'partitions', job, dataSet: null, state: 'Lost', worker: null, sort: '-bytes' });
    expect(parseRoute(links.waits({ job }))).toEqual({ page: 'waits', job, worker: null });
  });

  it('are refused when they are not of the form of one', () => {
    for (const path of ['/jobs/abc', `/jobs/${job}/x`, `/jobs/${job}/${dataSet}/-1`, `/workers/${worker}/../../v1`, '/<img src=x>']) {
      expect(parseRoute(`#${path}`).page).toBe('unknown');
    }
  });

  it('leave filters out that are not set', () => {
    expect(links.partitions({ job: null, state: '' })).toBe('#/partitions');
  });
});
