import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file that the built dashboard depends on, in a fixed order. */
export function sources(root) {
  const named = ['index.html', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', '.npmrc'].map(name => join(root, name));
  return [...named, ...['src', 'public', 'build'].flatMap(folder => filesOf(join(root, folder)))].filter(existsSync);
}

export function hashOf(files) {
  const hash = createHash('sha256');
  files.forEach(file => hash.update(file).update('\0').update(readFileSync(file)).update('\0'));
  return hash.digest('hex');
}

function filesOf(folder) {
  return readdirSync(folder).sort().map(name => join(folder, name)).flatMap(path => (statSync(path).isDirectory() ? filesOf(path) : [path]));
}
