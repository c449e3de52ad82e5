import { open } from 'node:fs/promises';
import { verifyPackage } from '../cli/evidence/verify-package.ts';

/** What is to be verified. */
export interface VerifyOrder {
  readonly path: string;
  readonly fingerprint: string;
}

/** What verifying tells: the problems, none when the package holds. */
async function verify({ path, fingerprint }: VerifyOrder): Promise<readonly string[]> {
  const file = await open(path);
  const { problems } = await verifyPackage(file, { fingerprint }).finally(() => file.close());
  return problems.lines;
}

process.on('message', (order: VerifyOrder) => void verify(order).then((lines) => process.send!(lines)));
process.send!('ready');
