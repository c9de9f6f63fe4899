/** What a client calls, and which `aud` claims name it: exactly the URL called (CH-136), in the spellings clients produce. */

/** Addresses that ask who is calling. */
export type Route =
  | { readonly kind: 'discovery' }
  | { readonly kind: 'service'; readonly id: string }
  | { readonly kind: 'feedback'; readonly id: string }
  | { readonly kind: 'assessments' };

/**
 * Paths below a public base address. The Sandbox keeps a slash that was typed behind the discovery address, so it calls, and
 * names, `/cds-services/` and `/cds-services//id`. A token for a service may also bring its feedback (CH-129).
 */
function pathsOf(route: Route): readonly string[] {
  switch (route.kind) {
    case 'discovery':
      return ['/cds-services', '/cds-services/'];
    case 'service':
      return [`/cds-services/${route.id}`, `/cds-services//${route.id}`];
    case 'feedback':
      return [
        `/cds-services/${route.id}/feedback`,
        `/cds-services//${route.id}/feedback`,
        ...pathsOf({ kind: 'service', id: route.id }),
      ];
    case 'assessments':
      return ['/assessments'];
  }
}

/** Every `aud` that means this route. Made from configuration alone: the Host header has no say. */
export function audiencesOf(route: Route, publicBases: readonly string[]): readonly string[] {
  return publicBases.flatMap((base) => pathsOf(route).map((path) => `${base}${path}`));
}
