import type { Holder } from '../../api/types';

export const holderWords: Record<Holder['kind'], string> = { connection: 'connection', writeChannel: 'write channel', kept: 'kept partitions', append: 'append to disk', other: 'other' };
