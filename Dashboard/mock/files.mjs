import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

/** The policy that a node sends with every file of the dashboard. */
export const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const Types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml' };

export async function file(path, response) {
  const name = path === '/dashboard/' ? 'index.html' : path.slice('/dashboard/'.length);
  const body = /^[\w./-]+$/.test(name) && !name.includes('..') ? await readFile(new URL(`../dist/${name}`, import.meta.url)).catch(() => null) : null;
  response.writeHead(body ? 200 : 404, { 'Content-Type': body ? Types[extname(name)] ?? 'application/octet-stream' : 'text/plain', 'Content-Security-Policy': Policy });
  response.end(body ?? 'no such file');
}
