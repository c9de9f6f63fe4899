/** A prefetch template as the searches that answer it on one server (CH-042): tokens filled, the vendor's limits kept. */
import type { VendorLimits } from './vendors.js';

/** Name of a token → value; a token that is not here cannot be filled. */
export type Tokens = Readonly<Record<string, string | undefined>>;

/** What a template asks for, relative to the server's base. */
export type Query =
  | { readonly kind: 'read'; readonly type: string; readonly id: string; readonly path: string }
  | { readonly kind: 'search'; readonly type: string; readonly paths: readonly string[] };

const TOKEN = /\{\{(.*?)\}\}/g;
const READ = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/;

/** User type → the token that holds a user's bare id. */
const USER_TOKEN: Readonly<Record<string, string>> = {
  Practitioner: 'userPractitionerId',
  PractitionerRole: 'userPractitionerRoleId',
  Patient: 'userPatientId',
  RelatedPerson: 'userRelatedPersonId',
};

/** Every token of CDS Hooks 2.0 that our own templates may use. */
export function tokensOf(context: {
  readonly patientId: string;
  readonly userId: string;
  readonly encounterId?: string | undefined;
}): Tokens {
  const { patientId, userId, encounterId } = context;
  const [type = '', id] = userId.split('/');
  const user = USER_TOKEN[type];
  return {
    'context.patientId': patientId,
    'context.userId': userId,
    'context.encounterId': encounterId,
    ...(user === undefined ? {} : { [user]: id }),
  };
}

/** Undefined when a token has no value: then the client could not have filled the key either. */
export function queryOf(template: string, tokens: Tokens, limits: VendorLimits): Query | undefined {
  const names = [...template.matchAll(TOKEN)].map(([, name = '']) => name);
  if (names.some((name) => tokens[name] === undefined)) return undefined;
  const filled = template.replace(TOKEN, (_whole, name: string) =>
    (tokens[name] ?? '').split('/').map(encodeURIComponent).join('/'),
  );
  const [, readType, id] = READ.exec(filled) ?? [];
  if (readType !== undefined && id !== undefined) return { kind: 'read', type: readType, id, path: filled };
  const at = filled.indexOf('?');
  if (at < 1) return undefined;
  const type = filled.slice(0, at);
  const parameters = filled
    .slice(at + 1)
    .split('&')
    .flatMap((parameter) => adapted(parameter, type, limits));
  return { kind: 'search', type, paths: inParts(parameters, limits).map((query) => `${type}?${query}`) };
}

function adapted(parameter: string, type: string, { largestPage, withoutCount }: VendorLimits): readonly string[] {
  if (!parameter.startsWith('_count=')) return [parameter];
  if (withoutCount.includes(type)) return [];
  return [`_count=${Math.min(Number(parameter.slice('_count='.length)), largestPage)}`];
}

const CODES = /^((?:component-)?code)=(.*)$/;

/** One query for each part of a long list of codes. */
function inParts(parameters: readonly string[], { codesPerSearch }: VendorLimits): readonly string[] {
  const at = parameters.findIndex((parameter) => CODES.test(parameter));
  const [, name = '', list = ''] = CODES.exec(parameters[at] ?? '') ?? [];
  const codes = list.split(',');
  if (at === -1 || codes.length <= codesPerSearch) return [parameters.join('&')];
  const parts = Math.ceil(codes.length / codesPerSearch);
  return Array.from({ length: parts }, (_value, part) => {
    const some = codes.slice(part * codesPerSearch, (part + 1) * codesPerSearch).join(',');
    return parameters.with(at, `${name}=${some}`).join('&');
  });
}
