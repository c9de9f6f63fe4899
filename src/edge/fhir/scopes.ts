/**
 * What a token may read, by its SMART scopes: version 1 (`user/Observation.read`) and version 2
 * (`patient/Observation.rs?category=laboratory`), CH-073. Scopes that name no resource (`openid`, `launch`) grant nothing here.
 */
import type { FhirAuthorization } from '../../core/cds-hooks/index.js';

export type Interaction = 'read' | 'search';

/** `restricted`: only part of what is on file can be seen, so what is not seen may still be there. */
export type Permission = 'full' | 'restricted' | 'none';

interface Grant {
  /** A resource type, or `*`. */
  readonly type: string;
  readonly interactions: readonly Interaction[];
  readonly isRestricted: boolean;
}

const VERSION_1 = /^(?:patient|user|system)\/(\*|[A-Z][A-Za-z]*)\.(read|write|\*)$/;
/** Letters in this order, as SMART App Launch 2 demands. */
const VERSION_2 = /^(?:patient|user|system)\/(\*|[A-Z][A-Za-z]*)\.(c?r?u?d?s?)(\?.*)?$/;

function grantOf(scope: string): Grant | undefined {
  const first = VERSION_1.exec(scope);
  if (first) {
    const [, type = '', access] = first;
    return { type, interactions: access === 'write' ? [] : ['read', 'search'], isRestricted: false };
  }
  const [, type, letters = '', restriction] = VERSION_2.exec(scope) ?? [];
  if (type === undefined) return undefined;
  const interactions: Interaction[] = [];
  if (letters.includes('r')) interactions.push('read');
  if (letters.includes('s')) interactions.push('search');
  return { type, interactions, isRestricted: restriction !== undefined && restriction !== '?' };
}

export class Scopes {
  readonly #grants: readonly Grant[];

  constructor(scope: string) {
    this.#grants = scope
      .split(/\s+/)
      .map(grantOf)
      .filter((grant) => grant !== undefined);
  }

  permissionFor(type: string, interaction: Interaction): Permission {
    const own = this.#grants.filter(
      (grant) => (grant.type === type || grant.type === '*') && grant.interactions.includes(interaction),
    );
    if (own.length === 0) return 'none';
    return own.some(({ isRestricted }) => !isRestricted) ? 'full' : 'restricted';
  }
}

/** cds-r-2: with a `patient/` scope the client should say which patient the token is for (CH-074). */
export function lacksPatient({ scope, patient }: FhirAuthorization): boolean {
  return patient === undefined && scope.split(/\s+/).some((one) => one.startsWith('patient/'));
}
