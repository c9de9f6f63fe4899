export const VENDORS = ['generic', 'epic', 'oracle-health', 'hapi', 'medplum'] as const;
