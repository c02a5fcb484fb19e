import type { Job } from '../../api/types';

export const durabilityWords: Record<Job['durability'], string> = { PageCache: 'page cache', Memory: 'memory', Fsync: 'fsync' };
