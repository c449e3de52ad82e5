import type { Database } from '../../db/database.ts';
import { networksOfOrganisation, unitsOfOrganisation } from '../../db/repositories/import-match-repository.ts';
import { findBoardOfUnit } from '../../db/repositories/organisation-repository.ts';
import type { AddressPolicy } from '../../domain/address-rule.ts';
import { AppError } from '../../domain/app-error.ts';
import { parseAllowedNetworks } from '../../domain/allowed-networks.ts';
import { rowError } from '../../domain/camera-import/source-row.ts';
import type { UnitChoice } from '../../domain/camera-import/unit-choice.ts';
import { understandUnits, unknownUnit, type ImportCaller } from './understand-units.ts';

/** A unit that rows name: whose cameras its cameras are, and which addresses they may have. */
export interface ImportUnit {
  readonly unitId: string;
  /** Its name, followed by that of the unit above. */
  readonly name: string;
  readonly ownerId: string;
  readonly addressPolicy: AddressPolicy;
}

/** What rows refer to; each thing is looked up once for a whole import. */
export interface ImportSurroundings {
  /** Looks up the units of these texts, to be asked for by `unit`. */
  load(texts: readonly (string | undefined)[]): Promise<void>;
  /** The unit that a text means; without a text, the caller's only one. Errors: `unknown_unit`, `unit_out_of_reach`, `unit_ambiguous`, `value_missing` (invalid). */
  unit(text: string | undefined): ImportUnit;
}

export function createImportSurroundings(db: Database, servicePolicy: AddressPolicy, caller: ImportCaller): ImportSurroundings {
  const units = new Map<string, ImportUnit | AppError>();
  const policies = new Map<string, AddressPolicy>();
  let onlyUnit: string | null | undefined;

  const policyOf = async (ownerId: string): Promise<AddressPolicy> => {
    const known = policies.get(ownerId);
    if (known !== undefined) return known;
    const networks = await networksOfOrganisation(db, ownerId);
    const policy = networks === null ? servicePolicy : { ...servicePolicy, organisationNetworks: parseAllowedNetworks(networks.join(',')) };
    policies.set(ownerId, policy);
    return policy;
  };
  // a board's cameras are its own; what an administrator enters belongs to the board that answers for the unit
  const ownerOf = async (unitId: string): Promise<string> =>
    caller.scope === 'own' ? caller.organisationId : ((await findBoardOfUnit(db, unitId)) ?? caller.organisationId);
  const findOnlyUnit = async (): Promise<string | null> => {
    const found = caller.scope === 'own' ? await unitsOfOrganisation(db, caller.organisationId) : [];
    return found.length === 1 ? found[0]! : null;
  };
  const toImportUnit = async ({ id, name }: UnitChoice): Promise<ImportUnit> => {
    const ownerId = await ownerOf(id);
    return { unitId: id, name, ownerId, addressPolicy: await policyOf(ownerId) };
  };

  return {
    async load(texts) {
      onlyUnit ??= await findOnlyUnit();
      const wanted = [...new Set([...texts.filter((text) => text !== undefined), ...(onlyUnit === null ? [] : [onlyUnit])])].filter((text) => !units.has(text));
      if (wanted.length === 0) return;
      for (const [text, found] of await understandUnits(db, caller, wanted)) units.set(text, found instanceof AppError ? found : await toImportUnit(found));
    },
    unit(text) {
      const key = text ?? onlyUnit;
      if (key === null || key === undefined) throw rowError('value_missing', 'The unit is missing: give its code or its name.', 'unit');
      const unit = units.get(key) ?? unknownUnit();
      if (unit instanceof AppError) throw unit;
      return unit;
    },
  };
}
