import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on nothing but its inputs. */
export function chance(...seeds) {
  let hash = 0x811c9dc5;
  for (const seed of seeds) {
    hash = Math.imul(hash ^ (seed | 0), 0x01000193);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    hash ^= hash >>> 12;
  }
  return (hash >>> 0) / 2 ** 32;
}

export function id(...names) {
  return createHash('md5').update(names.join('/')).digest('hex');
}
