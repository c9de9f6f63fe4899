/**
 * Where FHIR servers differ, as data: what was seen of each in public documentation and issue threads. A vendor that is not
 * known gets `generic`, which asks for no more than the common query subset (CH-035).
 */
import type { Vendor } from '../trust/vendors.js';

export interface VendorLimits {
  /** Largest `_count` that is honoured. */
  readonly largestPage: number;
  /** Longer lists of codes are asked for in several searches. */
  readonly codesPerSearch: number;
  /** Types without `_count`. */
  readonly withoutCount: readonly string[];
  /** R4 types that the server does not have: not asked for. */
  readonly notOffered: readonly string[];
  /** Medications that orders refer to: many ids in one search, or one read each. */
  readonly medications: 'search' | 'read';
}

const GENERIC: VendorLimits = {
  largestPage: 200,
  codesPerSearch: 100,
  withoutCount: [],
  notOffered: [],
  medications: 'search',
};

export const VENDOR_LIMITS: Readonly<Record<Vendor, VendorLimits>> = {
  generic: GENERIC,
  /** No MedicationStatement in R4; Medications one by one; long code lists in parts. */
  epic: { ...GENERIC, codesPerSearch: 50, notOffered: ['MedicationStatement'], medications: 'read' },
  /** Millennium: pages up to 200; QuestionnaireResponse takes the patient and nothing else; Medications come contained. */
  'oracle-health': { ...GENERIC, withoutCount: ['QuestionnaireResponse'], medications: 'read' },
  hapi: GENERIC,
  medplum: GENERIC,
};
