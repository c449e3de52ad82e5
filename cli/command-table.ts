import type { Command } from './command.ts';

/** Commands by their words; each is loaded only when it is called, so that `matpho user add` doesn't load the server. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  start: async () => (await import('./commands/start-command.ts')).startCommand,
  server: async () => (await import('./commands/server-command.ts')).serverCommand,
  worker: async () => (await import('./commands/worker-command.ts')).workerCommand,
  migrate: async () => (await import('./commands/migrate-command.ts')).migrateCommand,
  'seed demo': async () => (await import('./commands/seed-demo-command.ts')).seedDemoCommand,
  'user add': async () => (await import('./commands/user-add-command.ts')).userAddCommand,
  'user reset': async () => (await import('./commands/user-reset-command.ts')).userResetCommand,
  'import cameras': async () => (await import('./commands/import-cameras-command.ts')).importCamerasCommand,
  'import units': async () => (await import('./commands/import-units-command.ts')).importUnitsCommand,
  'import units-codes': async () => (await import('./commands/import-units-command.ts')).importUnitCodesCommand,
  'import roads': async () => (await import('./commands/import-map-command.ts')).importRoadsCommand,
  'import buildings': async () => (await import('./commands/import-map-command.ts')).importBuildingsCommand,
  'import landmarks': async () => (await import('./commands/import-map-command.ts')).importLandmarksCommand,
  bench: async () => (await import('./commands/bench-command.ts')).benchCommand,
  'organisation add': async () => (await import('./commands/organisation-add-command.ts')).organisationAddCommand,
  verify: async () => (await import('./commands/verify-command.ts')).verifyCommand,
  'audit verify': async () => (await import('./commands/audit-verify-command.ts')).auditVerifyCommand,
  'audit rotate-key': async () => (await import('./commands/audit-rotate-key-command.ts')).auditRotateKeyCommand,
  backup: async () => (await import('./commands/backup-command.ts')).backupCommand,
  restore: async () => (await import('./commands/restore-command.ts')).restoreCommand,
};

/** The command that `words` begin with, and the words left for it. */
export function findCommand(words: readonly string[]): { load: () => Promise<Command>; args: readonly string[] } | undefined {
  for (const length of [2, 1]) {
    const load = words.length >= length ? COMMANDS[words.slice(0, length).join(' ')] : undefined;
    if (load !== undefined) return { load, args: words.slice(length) };
  }
  return undefined;
}
