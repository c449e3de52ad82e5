import type { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { checkUnitParent } from '../../domain/unit-levels.ts';
import type { unitCreateWire, unitPatchWire } from '../../domain/wire/unit-wire.ts';
import { violates } from '../../db/database-error.ts';
import type { Queryable } from '../../db/database.ts';
import type { LiveSession } from '../../db/repositories/account-repository.ts';
import { appendAudit } from '../../db/repositories/audit-repository.ts';
import * as units from '../../db/repositories/unit-repository.ts';
import { newId } from '../../platform/new-id.ts';
import { actorOf } from '../plugins/authorization-plugin.ts';
import { withRefusalsLogged } from '../refusal-log.ts';
import type { ServerContext } from '../server-context.ts';

type UnitDraft = z.output<typeof unitCreateWire>;
type UnitChange = z.output<typeof unitPatchWire>;

async function checkPlaceInTree(tx: Queryable, { level, name, parentId }: UnitDraft): Promise<void> {
  const parent = parentId === null ? null : await units.findUnitToday(tx, parentId);
  if (parent === undefined) throw new AppError('invalid', 'unknown_unit', 'There is no such parent unit today. Take one from GET /units.');
  checkUnitParent(level, parent?.level ?? null);
  if (await units.hasTwin(tx, { parentId, name }))
    throw new AppError('conflict', 'unit_exists', 'There is a unit of this name under this parent today. Use that one, or choose another name.');
}

/** Makes a unit. Errors: invalid `unknown_unit`, `unit_parent_level`, `unit_boundary_empty`; conflict `unit_exists`, `unit_code_taken`. */
export async function addUnit(context: ServerContext, session: LiveSession, draft: UnitDraft): Promise<string> {
  const id = newId(context.clock.now());
  const { level, parentId, code, validFrom } = draft;
  const entry = { actor: actorOf(session), action: 'unit.create', detail: { unitId: id, level, parentId, code, hasBoundary: draft.boundary !== null } };
  await withRefusalsLogged(context.db, entry, async () => {
    try {
      await context.db.transaction(async (tx) => {
        await units.lockTree(tx);
        await checkPlaceInTree(tx, draft);
        await units.insertUnit(tx, { ...draft, id, ...(validFrom === undefined ? {} : { validFrom }) });
        await refuseEmptyBoundary(tx, id);
        await appendAudit(tx, entry);
      });
    } catch (error) {
      if (!violates(error, 'unit_code_key')) throw error;
      throw new AppError('conflict', 'unit_code_taken', 'Another unit has this code. Correct the code, or leave it out.', { cause: error });
    }
  });
  return id;
}

/**
 * Puts a unit's name or outline right, or ends it. Errors: invalid `unit_end`, `unit_boundary_empty`; conflict `unit_exists`, `unit_in_use` (parts, organisations or cameras in service still stand in it).
 */
export async function changeUnit(context: ServerContext, session: LiveSession, id: string, change: UnitChange): Promise<void> {
  const { name, boundary, validTo } = change;
  const entry = {
    actor: actorOf(session),
    action: validTo === undefined ? 'unit.update' : 'unit.end',
    detail: { unitId: id, fields: Object.keys(change), validTo },
  };
  await withRefusalsLogged(context.db, entry, () =>
    context.db.transaction(async (tx) => {
      await units.lockTree(tx);
      const before = await units.findUnit(tx, id);
      if (name !== undefined && name !== before.name && (await units.hasTwin(tx, { parentId: before.parentId, name })))
        throw new AppError('conflict', 'unit_exists', 'There is a unit of this name under this parent today. Choose another name.');
      if (validTo !== undefined) await checkEnd(tx, before, validTo);
      await units.updateUnit(tx, id, { name, boundary, validTo });
      await refuseEmptyBoundary(tx, id);
      await appendAudit(tx, entry);
    }),
  );
}

async function refuseEmptyBoundary(tx: Queryable, id: string): Promise<void> {
  if (await units.hasEmptyBoundary(tx, id)) throw new AppError('invalid', 'unit_boundary_empty', 'The outline encloses nothing. Draw it again.');
}

async function checkEnd(tx: Queryable, { id, validFrom, validTo: ended }: units.UnitRow, validTo: string): Promise<void> {
  if (ended !== null) throw new AppError('invalid', 'unit_end', 'This unit has ended already.');
  if (validFrom !== null && validTo <= validFrom) throw new AppError('invalid', 'unit_end', `This unit begins on ${validFrom}: it can't end before.`);
  const { parts, organisations, cameras } = await units.usesOfUnit(tx, id);
  if (parts + organisations + cameras > 0)
    throw new AppError('conflict', 'unit_in_use', 'Units, organisations or cameras in service still stand in this unit. Move them first.', {
      details: { parts, organisations, cameras },
    });
}
