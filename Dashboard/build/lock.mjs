import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const Look = 200;
const Patience = 5 * 60_000;

/** Does the work while no other process does: who makes the folder has the lock. The lock of a process that ended without giving it back is taken over. */
export async function withLock(folder, work) {
  for (let waited = 0; !take(folder); waited += Look) {
    if (waited > Patience) {
      throw new Error(`Dashboard: another build has held ${folder} for 5 minutes. Delete the folder if none is running.`);
    }
    await setTimeout(Look);
  }
  try {
    return work();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function take(folder) {
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
    if (isAbandoned(folder)) {
      rmSync(folder, { recursive: true, force: true });
    }
    return false;
  }
}

function isAbandoned(folder) {
  try {
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 0);
    return false;
  } catch (error) {
    // No such process. A pid that is not written yet, or belongs to somebody else, is a living owner.
    return error.code === 'ESRCH';
  }
}
