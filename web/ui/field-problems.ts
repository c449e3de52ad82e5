import type { ApiProblem, FieldProblem } from '../api/api-problem.ts';

/**
 * The service's complaint about a field: the first one about `path` or anything within it. Some refusals name no field but a code that
 * belongs to one: `fieldOfCode` says to which.
 */
export function serverComplaint(problem: ApiProblem | null, path: string, fieldOfCode: Readonly<Record<string, string>> = {}): FieldProblem | null {
  if (problem === null) return null;
  const issue = problem.errors.find((error) => concerns(error, path));
  if (issue) return issue;
  return fieldOfCode[problem.code] === path ? { path, message: problem.detail } : null;
}

function concerns(error: FieldProblem, path: string): boolean {
  return error.path === path || error.path.startsWith(`${path}.`);
}
