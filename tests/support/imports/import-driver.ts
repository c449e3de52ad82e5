import sql from 'sql-template-tag';
import { createImportCamerasJob } from '../../../workers/jobs/import-cameras-job.ts';
import type { UnitChoices } from '../../../domain/camera-import/unit-choice.ts';
import type { TestApp, TestUser } from '../test-app.ts';
import { runningJob } from '../workers/contact-parts.ts';

/** What a test looks at of an import. */
export interface ImportAnswer {
  readonly id: string;
  readonly state: string;
  readonly error: { readonly code: string } | null;
  readonly rowsTotal: number | null;
  readonly ignoredColumns: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly drafts: number;
  readonly items: readonly {
    readonly row: number;
    readonly outcome: string;
    readonly name: string | null;
    readonly cameraId: string | null;
    readonly code: string | null;
    readonly message: string | null;
    readonly unit: { readonly id: string; readonly name: string } | null;
    readonly unitChoices: UnitChoices | null;
    readonly column: string | null;
    readonly firstRow: number | null;
    readonly warnings: readonly { readonly code: string; readonly cameraIds?: readonly string[]; readonly columns?: readonly string[] }[];
  }[];
  readonly nextCursor: string | null;
}

/** A body of `multipart/form-data` (RFC 7578) with one file or several, after the `fields`. */
export function multipartOf(
  content: string | Buffer | readonly Buffer[],
  fileName = 'danh-sach.csv',
  fields: Readonly<Record<string, string>> = {},
): { payload: Buffer; headers: Record<string, string> } {
  const boundary = 'matpho-test-boundary';
  const part = (head: string, body: string | Buffer) =>
    Buffer.concat([Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`), Buffer.from(body as string), Buffer.from('\r\n')]);
  const files = Array.isArray(content) ? (content as readonly Buffer[]) : [content as string | Buffer];
  const payload = Buffer.concat([
    ...Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value)),
    ...files.map((file) => part(`name="file"; filename="${fileName}"\r\ncontent-type: application/octet-stream`, file)),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

/** Sends lists and does the work of a worker on them, in this process. */
export function createImportDriver(t: TestApp) {
  const handler = createImportCamerasJob({ ...t.context, database: t.db });
  const send = async (user: TestUser, content: string | Buffer, headers: Record<string, string> = {}) => {
    const { payload, headers: type } = multipartOf(content);
    return t.as(user, 'POST', '/camera-imports', payload, { ...type, ...headers });
  };
  const work = (importId: string, signal?: AbortSignal) => handler(runningJob({ importId }, signal));
  const look = async (user: TestUser, id: string, query = '?limit=200'): Promise<ImportAnswer> =>
    (await t.as(user, 'GET', `/camera-imports/${id}${query}`)).json();
  return {
    send,
    work,
    look,
    /** Sends a list, imports it, and tells what came of it. */
    async run(user: TestUser, content: string | Buffer): Promise<ImportAnswer> {
      const answer = await send(user, content);
      if (answer.statusCode !== 202) throw new Error(answer.body);
      const { jobId } = answer.json() as { jobId: string };
      await work(jobId);
      return look(user, jobId);
    },
    async cameraCount(): Promise<number> {
      return (await t.db.row<{ n: number }>(sql`SELECT count(*) AS n FROM camera`)).n;
    },
  };
}
