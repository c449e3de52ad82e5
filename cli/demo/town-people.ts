import { hashPassword } from '../../server/accounts/password-hash.ts';
import type { OrganisationKind, Role } from '../../domain/role.ts';
import { newId } from '../../platform/new-id.ts';
import { oneTimePassword } from '../../platform/one-time-password.ts';
import { MARKET_NEIGHBOURHOOD } from './town-layout.ts';
import type { TownUnits } from './town-units.ts';

/** An organisation of the demo town. */
export interface TownOrganisation {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly unitIds: readonly string[];
}

/** A user of the demo town; the password is shown once and stored nowhere. */
export interface TownUser {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly organisationId: string;
  readonly password: string;
  readonly passwordHash: string;
}

export interface TownPeople {
  /** The boards of the neighbourhoods, in their order. */
  readonly boards: readonly TownOrganisation[];
  readonly police: TownOrganisation;
  readonly organisations: readonly TownOrganisation[];
  readonly users: readonly TownUser[];
}

/** Functions instead of names: nobody of the demo town is a real person. */
const DISPLAY_NAMES = {
  board: 'Trưởng ban điều hành (dùng thử)',
  officer: 'Cảnh sát khu vực (dùng thử)',
  officer2: 'Cán bộ công an xã thứ hai (dùng thử)',
  commander: 'Chỉ huy khu vực (dùng thử)',
  auditor: 'Kiểm tra viên (dùng thử)',
  admin: 'Quản trị viên (dùng thử)',
} as const;

/** A password's hash, made beforehand: it takes a while. */
export interface DemoPassword {
  readonly password: string;
  readonly passwordHash: string;
}

/** Passwords of all demo users with their argon2id hashes: `seedPassword` for everybody, or one of its own for each. */
export async function makeDemoPasswords(seedPassword: string | undefined): Promise<ReadonlyMap<string, DemoPassword>> {
  const entries = Object.keys(DISPLAY_NAMES).map(async (username): Promise<[string, DemoPassword]> => {
    const password = seedPassword ?? oneTimePassword();
    return [username, { password, passwordHash: await hashPassword(password) }];
  });
  return new Map(await Promise.all(entries));
}

/** The organisations and users, with new ids of the time `nowMs`. */
export function townPeople(units: TownUnits, passwords: ReadonlyMap<string, DemoPassword>, nowMs: number): TownPeople {
  const organisation = (kind: OrganisationKind, name: string, unitIds: readonly string[]): TownOrganisation => ({ id: newId(nowMs), kind, name, unitIds });
  const boards = units.neighbourhoods.map((unit) => organisation('board', `Ban điều hành ${unit.name.replace('Tổ', 'tổ')}`, [unit.id]));
  const police = organisation('police_post', 'Công an xã Đinh Văn Lâm Hà', [units.communeId]);
  const command = organisation('area_command', 'Ban chỉ huy khu vực Lâm Hà', [units.communeId]);
  const administration = organisation('administration', 'Quản trị Mắt Phố Lâm Đồng', [units.provinceId]);
  const user = (username: keyof typeof DISPLAY_NAMES, role: Role, { id: organisationId }: TownOrganisation): TownUser => ({
    id: newId(nowMs),
    username,
    displayName: DISPLAY_NAMES[username],
    role,
    organisationId,
    ...passwords.get(username)!,
  });
  const users = [
    user('board', 'board', boards[MARKET_NEIGHBOURHOOD]!),
    user('officer', 'officer', police),
    user('officer2', 'officer', police),
    user('commander', 'commander', command),
    user('auditor', 'auditor', administration),
    user('admin', 'admin', administration),
  ];
  return { boards, police, organisations: [...boards, police, command, administration], users };
}
