import type { Database, Queryable } from '../../db/database.ts';
import {
  attachFaults,
  insertAlerts,
  lockAlerts,
  lockWaitingFaults,
  smallestCommonUnit,
  type AlertFaultRow,
  type NewAlert,
} from '../../db/repositories/alert-repository.ts';
import { alertFacts } from '../../domain/alert-facts.ts';
import { GROUP_SPREAD_MS, groupFaults } from '../../domain/alert-group.ts';
import { isAlertDue } from '../../domain/alert-timing.ts';
import type { CommonCause, FaultCause } from '../../domain/fault-terms.ts';
import { newId } from '../../platform/new-id.ts';
import { causeOf, toMember } from './alert-member.ts';
import { joinOpenAlerts } from './alert-joining.ts';
import { scopesOf } from './fault-scopes.ts';
import { countWellInScopes } from './well-cameras.ts';

/** An alert with its faults, not stored yet. */
interface Plan {
  readonly faults: readonly AlertFaultRow[];
  readonly group: { readonly cause: CommonCause; readonly scopeId: string } | null;
}

/** Gives faults that waited long enough their alerts. Returns the cameras concerned. Run twice, or on two workers at once, it raises nothing twice. */
export async function raiseAlerts(database: Database, nowMs: number): Promise<string[]> {
  return database.transaction(async (tx) => {
    await lockAlerts(tx);
    // what recovered while it waited makes no alert
    const waiting = (await lockWaitingFaults(tx)).filter((fault) => !fault.recovered || isAlertDue(fault, nowMs));
    if (waiting.length === 0) return [];
    const joined = await joinOpenAlerts(tx, waiting);
    const rest = waiting.filter(({ id }) => !joined.has(id));
    const plans = await planAlerts(tx, rest, nowMs);
    await storePlans(tx, plans, nowMs);
    return [...new Set([...waiting.filter(({ id }) => joined.has(id)), ...plans.flatMap(({ faults }) => faults)].map(({ cameraId }) => cameraId))];
  });
}

/** Looks at all that wait in an organisation and facet as soon as one of them is due. */
async function planAlerts(tx: Queryable, waiting: readonly AlertFaultRow[], nowMs: number): Promise<Plan[]> {
  const isDue = (fault: AlertFaultRow) => isAlertDue(fault, nowMs);
  const plans: Plan[] = [];
  const alone: AlertFaultRow[] = [];
  for (const faults of partition(waiting, ({ organisationId, facet }) => `${organisationId} ${facet}`)) {
    if (!faults.some(isDue)) continue;
    const byId = new Map(faults.map((fault) => [fault.id, fault]));
    const groupable = faults.map((fault) => ({ id: fault.id, failingFromMs: fault.failingFromMs, scopes: scopesOf(fault) }));
    const well = await countWellInScopes(tx, faults[0]!, groupable);
    const grouped = groupFaults(groupable, well)
      .map(({ faultIds, ...group }) => ({ group, faults: faultIds.map((id) => byId.get(id)!) }))
      .filter((plan) => plan.faults.some(isDue));
    plans.push(...grouped);
    const taken = new Set(grouped.flatMap((plan) => plan.faults.map(({ id }) => id)));
    alone.push(...faults.filter((fault) => !taken.has(fault.id) && isDue(fault)));
  }
  return [...plans, ...perCamera(alone)];
}

/** Facets of one camera that failed together share an alert. */
function perCamera(alone: readonly AlertFaultRow[]): Plan[] {
  return partition(alone, ({ cameraId }) => cameraId).flatMap((faults) => {
    const ordered = faults.toSorted((a, b) => a.failingFromMs - b.failingFromMs);
    const plans: AlertFaultRow[][] = [];
    for (const fault of ordered) {
      const last = plans.at(-1);
      if (last && fault.failingFromMs - last[0]!.failingFromMs <= GROUP_SPREAD_MS) last.push(fault);
      else plans.push([fault]);
    }
    return plans.map((plan) => ({ faults: plan, group: null }));
  });
}

async function storePlans(tx: Queryable, plans: readonly Plan[], nowMs: number): Promise<void> {
  const alerts: NewAlert[] = [];
  const attached: { id: string; alertId: string; likelyCause: FaultCause }[] = [];
  for (const { faults, group } of plans) {
    const id = newId(nowMs);
    const unit = await unitOf(tx, faults);
    const told = faults.map((fault) => ({ fault, likelyCause: causeOf(fault, group?.cause ?? null) }));
    alerts.push({
      id,
      organisationId: faults[0]!.organisationId,
      kind: group === null ? 'camera' : 'group',
      commonCause: group?.cause ?? null,
      unitId: unit.id,
      facts: alertFacts(
        told.map((each) => toMember(each.fault, each.likelyCause)),
        group && { ...group, unitName: unit.name },
      ),
      openedAtMs: Math.min(...faults.map(({ failingFromMs }) => failingFromMs)),
    });
    attached.push(...told.map((each) => ({ id: each.fault.id, alertId: id, likelyCause: each.likelyCause })));
  }
  await insertAlerts(tx, alerts);
  await attachFaults(tx, attached);
}

/** Units without a common one above them (two trees) are named by the first. */
async function unitOf(tx: Queryable, faults: readonly AlertFaultRow[]): Promise<{ id: string; name: string }> {
  const unitIds = [...new Set(faults.map(({ unitId }) => unitId))];
  const first = { id: faults[0]!.unitId, name: faults[0]!.unitName };
  return unitIds.length === 1 ? first : ((await smallestCommonUnit(tx, unitIds)) ?? first);
}

function partition<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const parts = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const part = parts.get(key);
    if (part) part.push(item);
    else parts.set(key, [item]);
  }
  return [...parts.values()];
}
