import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api/api-problem.ts';
import { useFieldComplaint } from '../ui/use-field-complaint.ts';
import type { CameraDraft } from './camera-draft.ts';
import type { FormProblems } from './read-camera-draft.ts';

/** What every part of a camera form works on. */
export interface CameraForm {
  readonly draft: CameraDraft;
  readonly change: (part: Partial<CameraDraft>) => void;
  /** Problems found before sending; empty until the first try. */
  readonly problems: FormProblems;
  /** What the service said to the last try. */
  readonly refusal: ApiProblem | null;
}

export const CameraFormContext = createContext<CameraForm | null>(null);

const FIELD_OF_CODE: Readonly<Record<string, string>> = {
  address_forbidden: 'source.url',
  port_forbidden: 'source.url',
  url_malformed: 'source.url',
  url_scheme: 'source.url',
  credentials_in_url: 'source.url',
  credentials_incomplete: 'source.password',
  default_password: 'source.password',
  recorder_url_with_path: 'source.url',
  channel_template_malformed: 'source.channelUrlTemplate',
  unknown_unit: 'unitId',
  unit_out_of_reach: 'unitId',
};

/** The camera form that the caller is a part of. */
export function useCameraForm(): CameraForm & { readonly errorOf: (path: string) => string | null } {
  const form = useContext(CameraFormContext);
  const { t } = useTranslation();
  const refusedAt = useFieldComplaint(form?.refusal ?? null, FIELD_OF_CODE);
  if (form === null) throw new Error('useCameraForm outside a camera form');
  return { ...form, errorOf };

  function errorOf(path: string): string | null {
    const problem = form?.problems[path];
    return problem ? t(`formProblem.${problem}`) : refusedAt(path);
  }
}
