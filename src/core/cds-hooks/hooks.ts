/** The published hooks, as far as this module knows them. */
import type { Hook } from './request.js';

interface HookDefinition {
  /** Of the published definition (CH-021). */
  readonly hookVersion: string;
  /** Context fields marked as prefetch tokens; lists are left out, because clients write them differently (CH-034). */
  readonly tokens: readonly string[];
}

const PATIENT_AND_USER = ['patientId', 'userId', 'encounterId'];

export const HOOKS: Readonly<Record<Hook, HookDefinition>> = {
  'patient-view': { hookVersion: '1.0', tokens: PATIENT_AND_USER },
  'order-select': { hookVersion: '1.0', tokens: PATIENT_AND_USER },
  'order-sign': { hookVersion: '1.0', tokens: PATIENT_AND_USER },
  'order-dispatch': { hookVersion: '1.1', tokens: ['patientId', 'performer'] },
  'encounter-start': { hookVersion: '1.0', tokens: PATIENT_AND_USER },
  'encounter-discharge': { hookVersion: '1.0', tokens: PATIENT_AND_USER },
  'appointment-book': { hookVersion: '1.0', tokens: PATIENT_AND_USER },
  'medication-refill': { hookVersion: '0.1.0', tokens: PATIENT_AND_USER },
};

/** Undefined for hooks that organisations define themselves. */
export function hookDefinition(hook: string): HookDefinition | undefined {
  return Object.hasOwn(HOOKS, hook) ? HOOKS[hook as Hook] : undefined;
}
