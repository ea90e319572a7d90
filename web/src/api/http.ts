import { unreachable, type Diagnostic, type Refusal, type Result } from './result';

/** A request to the API. A string body goes as plain text, anything else as JSON. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The path after the API's address, with its query. */
  readonly path: string;
  readonly body?: unknown;
  readonly token?: string;
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

async function refusalOf(response: Response): Promise<Refusal> {
  const problem: unknown = await response.json().catch(() => null);
  const { code, type, title, detail, diagnostics } = (problem ?? {}) as Record<string, unknown>;
  return {
    status: response.status,
    code: typeof code === 'string' ? code : typeof type === 'string' ? type : String(response.status),
    title: typeof title === 'string' ? title : '',
    ...(typeof detail === 'string' ? { detail } : {}),
    diagnostics: Array.isArray(diagnostics) ? (diagnostics as Diagnostic[]) : [],
  };
}

/** Sends one request and reads its JSON answer. Never throws: what went wrong is in the result. */
export async function request<T>(apiUrl: string, fetch: Fetch, asked: Request): Promise<Result<T>> {
  const { method, path, body, token } = asked;
  const plain = typeof body === 'string';
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = plain ? 'text/plain;charset=utf-8' : 'application/json';
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  const init = {
    method,
    headers,
    ...(body === undefined ? {} : { body: plain ? body : JSON.stringify(body) }),
  };
  try {
    const response = await fetch(`${apiUrl}${path}`, init);
    if (!response.ok) return { ok: false, refusal: await refusalOf(response) };
    const text = await response.text();
    return { ok: true, value: (text === '' ? null : JSON.parse(text)) as T };
  } catch {
    return { ok: false, refusal: unreachable };
  }
}
