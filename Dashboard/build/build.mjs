// Builds the dashboard for the gateway: node build/build.mjs OUT/index.html STAMP
// Builds of several projects and configurations run this at the same time: one at a time works, the others wait and find the work done.
import { execSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashOf, sources } from './sources.mjs';
import { withLock } from './lock.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const output = dirname(process.argv[2]);
const stamp = process.argv[3];
const marker = join(output, '..', 'dashboard.hash');

function run(command) {
  try {
    execSync(command, { cwd: root, stdio: 'pipe', env: { ...process.env, NODE_ENV: '' } });
  } catch (error) {
    const said = `${error.stdout ?? ''}${error.stderr ?? ''}`.trim().split('\n').slice(-15).join('\n  ');
    throw new Error(`Dashboard: "${command}" failed:\n  ${said}`);
  }
}

/** `npm ci` takes seconds and a registry: only when the lock file is another than the one it last installed. */
function restore() {
  const installed = join(root, 'node_modules', '.restored');
  const wanted = hashOf([join(root, 'package-lock.json')]);
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== wanted) {
    run('npm ci --no-audit --no-fund --prefer-offline');
    writeFileSync(installed, wanted);
  }
}

function build() {
  const wanted = hashOf(sources(root));
  const isThere = existsSync(marker) && readFileSync(marker, 'utf8') === wanted && existsSync(process.argv[2]);
  if (!isThere) {
    const fresh = `${output}.new`;
    rmSync(marker, { force: true });
    restore();
    run(`npm run build -- --outDir "${fresh}" --emptyOutDir`);
    rmSync(output, { recursive: true, force: true });
    mkdirSync(dirname(output), { recursive: true });
    renameSync(fresh, output);
    writeFileSync(marker, wanted);
  }
  writeFileSync(stamp, wanted);
}

try {
  await withLock(join(root, '.build-lock'), build);
} catch (error) {
  console.log(error.message);
  process.exitCode = 1;
}
