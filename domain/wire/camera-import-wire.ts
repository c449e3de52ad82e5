import { z } from 'zod';
import { IMPORT_COLUMNS } from '../camera-import/import-column.ts';
import { IMPORT_FORMATS, IMPORT_OUTCOMES } from '../camera-import/import-outcome.ts';
import { acceptedWire, idWire, instantOut, pageQueryWire } from './common-wire.ts';

const columnWire = z.enum(IMPORT_COLUMNS);

/** Answer of `POST /camera-imports`: both ids are the same. */
export const importAcceptedWire = acceptedWire.extend({ importId: idWire });

const rowWarningOut = z.object({ code: z.string(), message: z.string(), cameraIds: z.array(idWire).optional(), columns: z.array(columnWire).optional() });

const unitChoiceOut = z.object({ id: idWire, code: z.string().nullable(), name: z.string() });

/** What became of one row; `row` is the number beside it in a spreadsheet, or the feature's position in GeoJSON. */
export const importRowOut = z.object({
  row: z.number(),
  outcome: z.enum(IMPORT_OUTCOMES),
  name: z.string().nullable(),
  cameraId: idWire.nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  column: columnWire.nullable(),
  firstRow: z.number().nullable(),
  /** The unit that was understood, its name followed by that of the unit above; null for a row that was refused. */
  unit: z.object({ id: idWire, name: z.string() }).nullable(),
  /** Of a row refused as `unit_ambiguous`: units that it may mean. */
  unitChoices: z.object({ items: z.array(unitChoiceOut), hasMore: z.boolean() }).nullable(),
  warnings: z.array(rowWarningOut),
});

export const importSummaryOut = z.object({
  id: idWire,
  jobId: idWire,
  fileName: z.string(),
  sha256: z.string(),
  byteLength: z.number(),
  format: z.enum(IMPORT_FORMATS).nullable(),
  state: z.enum(['waiting', 'active', 'completed', 'failed']),
  progress: z.number(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  rowsTotal: z.number().nullable(),
  rowsDone: z.number(),
  ignoredColumns: z.array(z.string()),
  requestedBy: z.string().nullable(),
  createdAt: instantOut,
  finishedAt: instantOut.nullable(),
});

/** An import with its counts and the first page of its outcomes, in the order of the file. */
export const importOut = importSummaryOut.extend({
  counts: z.object(Object.fromEntries(IMPORT_OUTCOMES.map((outcome) => [outcome, z.number()])) as Record<(typeof IMPORT_OUTCOMES)[number], z.ZodNumber>),
  /** Cameras of the list that are drafts now, for lack of a purpose or a posted notice. */
  drafts: z.number(),
  items: z.array(importRowOut),
  nextCursor: z.string().nullable(),
});

export const importRowsQueryWire = pageQueryWire.extend({ outcome: z.enum(IMPORT_OUTCOMES).optional() });

/** Language of what is downloaded. */
const languageShape = { language: z.enum(['vi', 'en']).default('vi') };
export const importCsvQueryWire = z.object({ ...languageShape, outcome: z.enum(IMPORT_OUTCOMES).optional() });
export const importTemplateQueryWire = z.object({ ...languageShape, format: z.enum(['csv', 'xlsx']).default('xlsx') });
