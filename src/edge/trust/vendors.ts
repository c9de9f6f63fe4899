/** Makes of FHIR servers whose limits are known; `generic` for any other. */
export const VENDORS = ['generic', 'epic', 'oracle-health', 'hapi', 'medplum'] as const;
export type Vendor = (typeof VENDORS)[number];
