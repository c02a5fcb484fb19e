import { reportAnswer, reportSilence } from '../live/reachability';
import { ApiError } from './ApiError';
import { token, tokenWanted } from './token';
import type { Problem } from './types';

/** The API lies beside the dashboard, wherever a proxy put the two. */
const Root = '../v1';

/** A question waits this long for its answer. A worker that is silent costs the service 5 s, so this is more. */
const PatienceMs = 12_000;

export function headers(extra: Record<string, string> = {}): Record<string, string> {
  const held = token.get();
  return held === null ? extra : { ...extra, Authorization: `Bearer ${held}` };
}

export function address(path: string): string {
  return Root + path;
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return send<T>('GET', path, undefined, signal);
}

/** Changes something. The service wants the admin token and a JSON body, so that no form on another page can do it. */
export function change<T>(method: 'POST' | 'PUT', path: string, body: unknown): Promise<T> {
  return send<T>(method, path, body ?? {});
}

async function send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const patience = AbortSignal.timeout(PatienceMs);
  const response = await reach(() => fetch(address(path), {
    method,
    headers: headers(body === undefined ? { Accept: 'application/json' } : { Accept: 'application/json', 'Content-Type': 'application/json' }),
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
    cache: 'no-store',
    credentials: 'same-origin',
  }), signal);
  if (!response.ok) {
    throw await refusal(response, method === 'GET');
  }
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}

async function reach(ask: () => Promise<Response>, signal?: AbortSignal): Promise<Response> {
  try {
    const response = await ask();
    reportAnswer();
    return response;
  } catch (error) {
    if (!signal?.aborted) {
      reportSilence(error instanceof DOMException && error.name === 'TimeoutError' ? 'It did not answer in time' : 'The connection failed');
    }
    throw error;
  }
}

/** What the service said no to. A question refused for want of a token makes the page ask for one; a change asks in its own dialog. */
export async function refusal(response: Response, isQuestion = true): Promise<ApiError> {
  if (response.status === 401 && isQuestion) {
    tokenWanted.set(true);
  }
  const isProblem = response.headers.get('Content-Type')?.includes('json') ?? false;
  const problem = isProblem ? ((await response.json().catch(() => null)) as Problem | null) : null;
  return new ApiError({ title: problem?.title ?? `The service answered ${response.status}`, detail: problem?.detail, code: problem?.code, status: response.status });
}
