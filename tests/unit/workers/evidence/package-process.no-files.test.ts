import { expect, it } from 'vitest';
import { runWithoutFiles } from '../../../support/run-without-files.ts';

const createPackageProcess = new URL('../../../../workers/evidence/package-process.ts', import.meta.url);

it('where no file can be opened any more the package fails, and not the worker that builds it', async () => {
  const printed = await runWithoutFiles(
    { createPackageProcess },
    `const build = createPackageProcess({}, '/nowhere', process.env);
     const run = { order: {}, workId: 'none', onProgress() {}, signal: new AbortController().signal };
     const { code, cause } = await build(run).catch((error) => error);
     console.log(JSON.stringify([code, cause?.code]));`,
  );
  expect(JSON.parse(printed)).toEqual(['package_builder_died', 'EMFILE']);
});
