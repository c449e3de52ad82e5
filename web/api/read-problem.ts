import { FIELD_RULES } from '../../domain/field-rule.ts';
import { ApiProblem, type FieldProblem } from './api-problem.ts';

/** Turns an answer that is not 2xx into an {@link ApiProblem}, also when its body is no problem+json (a proxy's page, for instance). Rejects when the body breaks off. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const body = parsed(await response.text());
  const record = isRecord(body) ? body : {};
  return new ApiProblem(text(record['code']) ?? `http_${response.status}`, {
    status: response.status,
    detail: text(record['detail']) ?? text(record['title']) ?? response.statusText,
    errors: Array.isArray(record['errors']) ? record['errors'].filter(isFieldProblem).map(withDottedPath) : [],
    details: isRecord(record['details']) ? record['details'] : {},
    retryAfterS: seconds(response.headers.get('retry-after')),
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** `/placement/hfovDeg`, `body.placement.hfovDeg` and `placement.hfovDeg` are the same field. */
function withDottedPath(problem: FieldProblem): FieldProblem {
  const path = problem.path
    .replaceAll('/', '.')
    .replace(/^\.+/, '')
    .replace(/^body\./, '');
  const { message, limit } = problem;
  const rule = FIELD_RULES.find((known) => known === problem.rule);
  return { path, message, ...(rule !== undefined && { rule }), ...(typeof limit === 'number' && { limit }) };
}

function seconds(header: string | null): number | null {
  if (header === null) return null;
  const value = Number(header);
  if (Number.isFinite(value)) return Math.max(0, value);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return isRecord(value) && typeof value['path'] === 'string' && typeof value['message'] === 'string';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
