import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { getLogConsistency, getLogHead, getLogInclusion } from '../api/audit-api.ts';
import type { AuditEvent } from '../api/api-types.ts';
import { readLogMemory, writeLogMemory, type FoundMemory } from './log-memory.ts';
import { verifyShown, type LogReport, type ProofSource } from './verify-shown.ts';

/** The check, as the page shows it. */
export interface LogCheck {
  readonly found: FoundMemory;
  readonly report: LogReport | undefined;
  readonly error: Error | null;
  readonly isRunning: boolean;
  readonly done: number;
  /** The browser refused to remember. */
  readonly isNotKept: boolean;
  /** The old key was just dropped. */
  readonly isForgotten: boolean;
  readonly verify: (events: readonly AuditEvent[]) => void;
  /** Drops the pinned key and all kept checkpoints. */
  readonly forget: () => void;
}

const SOURCE: ProofSource = { head: getLogHead, inclusion: getLogInclusion, consistency: getLogConsistency };
const store = (): Storage => localStorage;

/** Checks what is shown of the log, and remembers key and checkpoints in this browser. */
export function useLogCheck(): LogCheck {
  const [found, setFound] = useState(() => readLogMemory(store));
  const [done, setDone] = useState(0);
  const [isNotKept, setNotKept] = useState(false);
  const [isForgotten, setForgotten] = useState(false);
  const check = useMutation({
    mutationFn: async (events: readonly AuditEvent[]) => {
      setDone(0);
      setForgotten(false);
      // another tab may have checked meanwhile
      const report = await verifyShown(SOURCE, { events, found: readLogMemory(store), nowMs: Date.now(), onProgress: setDone });
      if (report.memory !== null) setNotKept(!writeLogMemory(store, report.memory));
      setFound({ memory: report.memory, damaged: false });
      return report;
    },
  });
  function forget(): void {
    writeLogMemory(store, null);
    setFound({ memory: null, damaged: false });
    setForgotten(true);
    check.reset();
  }
  return { found, report: check.data, error: check.error, isRunning: check.isPending, done, isNotKept, isForgotten, verify: check.mutate, forget };
}
