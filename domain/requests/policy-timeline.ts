/** Whether a policy holds now, held once, or will hold. */
export type PolicyTime = 'coming' | 'present' | 'past';

interface DatedPolicy {
  readonly id: string;
  readonly unitId: string;
  /** Epoch milliseconds. */
  readonly validFromMs: number;
}

/** When each of all policies holds: of a unit the latest that has begun is the present one, what begins later is still to come, and the rest is past. */
export function policyTimes(policies: readonly DatedPolicy[], nowMs: number): ReadonlyMap<string, PolicyTime> {
  const latest = new Map<string, DatedPolicy>();
  for (const policy of policies) {
    const known = latest.get(policy.unitId);
    if (policy.validFromMs <= nowMs && (known === undefined || known.validFromMs < policy.validFromMs)) latest.set(policy.unitId, policy);
  }
  const timeOf = ({ id, unitId, validFromMs }: DatedPolicy): PolicyTime => {
    if (validFromMs > nowMs) return 'coming';
    return latest.get(unitId)?.id === id ? 'present' : 'past';
  };
  return new Map(policies.map((policy) => [policy.id, timeOf(policy)]));
}
