import { createGlobalSetup } from './create-global-setup.ts';

/**
 * Vitest's `globalSetup`. To have a schema template, pass `prepareTemplate`:
 * `createGlobalSetup({ prepareTemplate: (cluster) => cluster.createTemplate('matpho', migrate) })`.
 */
export default createGlobalSetup();
