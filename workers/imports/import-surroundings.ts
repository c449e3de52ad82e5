import type { Database } from '../../db/database.ts';
import { findUnitsOfTexts, networksOfOrganisation, unitsOfOrganisation } from '../../db/repositories/import-match-repository.ts';
import { findBoardOfUnit } from '../../db/repositories/organisation-repository.ts';
import type { AddressPolicy } from '../../domain/address-rule.ts';
import { parseAllowedNetworks } from '../../domain/allowed-networks.ts';
import { rowError } from '../../domain/camera-import/source-row.ts';

/** On whose behalf a file is imported, and how far the permission reaches. */
export interface ImportCaller {
  readonly organisationId: string;
  readonly scope: 'own' | 'any';
}

/** A unit that rows name: whose cameras its cameras are, and which addresses they may have. */
export interface ImportUnit {
  readonly unitId: string;
  readonly ownerId: string;
  readonly addressPolicy: AddressPolicy;
}

/** What rows refer to; each thing is looked up once for a whole import. */
export interface ImportSurroundings {
  /** Looks up the units of these texts, to be asked for by `unit`. */
  load(texts: readonly (string | undefined)[]): Promise<void>;
  /** The unit that a text means; without a text, the caller's only one. Errors: `unknown_unit`, `unit_out_of_reach`, `value_missing` (invalid). */
  unit(text: string | undefined): ImportUnit;
}

interface KnownUnit extends ImportUnit {
  readonly own: boolean;
}

export function createImportSurroundings(db: Database, servicePolicy: AddressPolicy, caller: ImportCaller): ImportSurroundings {
  const units = new Map<string, KnownUnit | undefined>();
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

  return {
    async load(texts) {
      onlyUnit ??= await findOnlyUnit();
      const wanted = [...new Set([...texts.filter((text) => text !== undefined), ...(onlyUnit === null ? [] : [onlyUnit])])].filter((text) => !units.has(text));
      if (wanted.length === 0) return;
      for (const text of wanted) units.set(text, undefined);
      for (const { text, unitId, own } of await findUnitsOfTexts(db, caller.organisationId, wanted)) {
        const ownerId = await ownerOf(unitId);
        units.set(text, { unitId, own, ownerId, addressPolicy: await policyOf(ownerId) });
      }
    },
    unit(text) {
      const key = text ?? onlyUnit;
      if (key === null || key === undefined) throw rowError('value_missing', 'The unit is missing: give its code or its id.', 'unit');
      const unit = units.get(key);
      if (unit === undefined) throw rowError('unknown_unit', 'There is no unit with this code or id. Take one from the list of units.', 'unit');
      if (caller.scope === 'own' && !unit.own)
        throw rowError('unit_out_of_reach', 'This unit is not one of yours. Choose a unit that your organisation answers for.', 'unit');
      return unit;
    },
  };
}
