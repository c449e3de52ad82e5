import { buildPart } from '../build-part.ts';

/** Vitest's `globalSetup` of the tests that run the built command: begins to build what is stale; the run's own set-up waits for it. */
export default function buildProduct(): void {
  void buildPart('service');
  void buildPart('web');
}
