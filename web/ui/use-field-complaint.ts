import { isApiProblem } from '../api/api-problem.ts';
import { serverComplaint } from './field-problems.ts';
import { useComplaintText } from './use-complaint-text.ts';

/**
 * What the service has against a field of a form, in the reader's words; null when nothing.
 *
 * @param error what the last try was answered.
 * @param fieldOfCode codes that name no field but belong to one, with its path.
 */
export function useFieldComplaint(error: Error | null, fieldOfCode?: Readonly<Record<string, string>>): (path: string) => string | null {
  const complaintText = useComplaintText();
  const problem = isApiProblem(error) ? error : null;
  return (path) => {
    const complaint = serverComplaint(problem, path, fieldOfCode);
    return problem === null || complaint === null ? null : complaintText(problem, complaint);
  };
}
