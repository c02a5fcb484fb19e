import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { cluster } from './answers.mjs';
import { play } from './events.mjs';
import { file } from './files.mjs';
import { routes } from './routes.mjs';
import { stream } from './stream.mjs';

/** Starts the stand-in and tells the server and its address. */
export async function start({ port = 0, adminToken = 'mock-admin-token-1', readToken = null, empty = false, live = true } = {}) {
  if (!empty) {
    play(live);
  }
  const server = createServer((request, response) => answer(request, response, { adminToken, readToken, empty }).catch(error => problem(response, 500, 'InternalError', String(error))));
  await new Promise(resolve => server.listen(port, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

async function answer(request, response, options) {
  const url = new URL(request.url, 'http://mock');
  if (!url.pathname.startsWith('/v1')) {
    return url.pathname.startsWith('/dashboard/') ? file(url.pathname, response) : response.writeHead(302, { Location: '/dashboard/' }).end();
  }
  const held = (request.headers.authorization ?? '').replace('Bearer ', '');
  if (options.readToken && held !== options.readToken && held !== options.adminToken) {
    return problem(response, 401, 'AuthenticationFailed', 'This service answers only who sends a token.');
  }
  if (url.pathname === '/v1/events/stream') {
    return stream(request, response, url.searchParams);
  }
  const route = routes.find(([method, pattern]) => method === request.method && pattern.test(url.pathname));
  if (route?.[3] && held !== options.adminToken) {
    return options.adminToken ? problem(response, held ? 403 : 401, 'AuthenticationFailed', 'A change needs the admin token.') : problem(response, 403, 'changes-disabled', 'Changes are disabled: no admin token is configured.');
  }
  const parts = route ? route[1].exec(url.pathname).slice(1) : [];
  const result = route && (options.empty ? nothing(url.pathname, options) : route[2](parts, url.searchParams, await body(request), options.adminToken !== null));
  return result === undefined ? problem(response, 404, 'JobNotFound', `Nothing stands at ${url.pathname}.`) : result === null ? response.writeHead(204).end() : json(response, 200, result);
}

/** The answers of a service that has just started. */
function nothing(path, options) {
  const none = Object.fromEntries(Object.entries(cluster(options.adminToken !== null)).map(([name, value]) => [name, typeof value === 'number' ? 0 : Array.isArray(value) ? [] : value]));
  return path === '/v1/cluster' ? { ...none, kind: 'embedded', attempts: { allocated: 0, writing: 0, committed: 0, releasing: 0, failed: 0, lost: 0 } }
    : path === '/v1/events' ? { items: [], lastSequence: 0, missed: false }
    : /^\/v1\/\w+$/.test(path) ? { items: [], totalCount: 0, skip: 0, missing: [] } : undefined;
}

async function body(request) {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return chunks.length ? JSON.parse(Buffer.concat(chunks).toString()) : {};
}

const json = (response, status, value, type = 'application/json') => response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(JSON.stringify(value));
const problem = (response, status, code, detail) => json(response, status, { title: code, status, detail, code, advice: 'Never', type: 'about:blank' }, 'application/problem+json');

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8377' }, 'admin-token': { type: 'string', default: 'mock-admin-token-1' }, 'read-token': { type: 'string' }, empty: { type: 'boolean', default: false } } });
  const { url } = await start({ port: Number(values.port), adminToken: values['admin-token'] || null, readToken: values['read-token'] ?? null, empty: values.empty });
  console.log(`The stand-in answers at ${url}/dashboard/`);
}
