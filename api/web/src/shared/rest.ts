import type { FieldError, Problem } from "./wire.ts";

/** The server said no. `status` 0: it was not reached. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    /** What is wrong with which field of the request; empty where it is none's. */
    readonly fields: readonly FieldError[] = [],
  ) {
    super(detail);
  }
}

const TIMEOUT_MILLIS = 15_000;

/** One JSON request. Fails with a RequestError, whatever went wrong. */
export async function request<T>(
  url: string,
  options: { method?: string; headers?: Record<string, string>; body?: unknown } = {},
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: options.method ?? "GET",
      headers: {
        accept: "application/json",
        ...(options.body === undefined ? {} : { "content-type": "application/json" }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
  } catch (cause) {
    throw new RequestError(0, "UNREACHABLE", String(cause));
  }
  if (!response.ok) {
    const problem = await response.json().catch(() => ({})) as Partial<Problem>;
    const code = problem.code ?? `HTTP_${response.status}`;
    throw new RequestError(response.status, code, problem.detail ?? response.statusText, problem.errors);
  }
  if (response.status === 204) return undefined as T;
  try {
    const text = await response.text();
    return (text === "" ? undefined : JSON.parse(text)) as T;
  } catch (cause) {
    throw new RequestError(0, "UNREADABLE", String(cause));
  }
}
