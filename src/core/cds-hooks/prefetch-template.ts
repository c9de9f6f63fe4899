/**
 * Prefetch templates checked against what every CDS Hooks 2.0 client can fill (CH-028 … CH-037, CH-043). The FHIRPath
 * tokens of 3.0 are trial-use and are refused here.
 */
import { hookDefinition } from './hooks.js';

const USER_TOKENS = ['userPractitionerId', 'userPractitionerRoleId', 'userPatientId', 'userRelatedPersonId'];
const tokensOf = (hook: string): readonly string[] => hookDefinition(hook)?.tokens ?? [];

const KEY = /^[A-Za-z][A-Za-z0-9]*$/;
const TOKEN = /\{\{(.*?)\}\}/g;
const READ = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]+$/;
const SEARCH = /^[A-Z][A-Za-z]+\?(.+)$/;
/** Prefixes of ordered values that lie outside the common subset. */
const RARE_PREFIX = /^(?:ne|sa|eb|ap)\d/;
const RESULT_PARAMETERS = ['_count', '_sort'];

/** Every fault of a service's templates, as `key: CH-nnn what is wrong`; empty when any 2.0 client can fill them. */
export function lintPrefetch(hook: string, templates: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(templates).flatMap(([key, template]) =>
    [...keyFaults(key), ...tokenFaults(hook, template), ...addressFaults(template)].map((fault) => `${key}: ${fault}`),
  );
}

function keyFaults(key: string): readonly string[] {
  if (key === '') return ['CH-028 a template needs a key'];
  return KEY.test(key) ? [] : ['CH-029 a key has letters and digits only and begins with a letter'];
}

function tokenFaults(hook: string, template: string): readonly string[] {
  const rest = template.replace(TOKEN, '');
  const unbalanced = /[{}]/.test(rest) ? ['CH-031 tokens are written {{…}}'] : [];
  return [...unbalanced, ...[...template.matchAll(TOKEN)].flatMap(([, token = '']) => tokenFault(hook, token))];
}

function tokenFault(hook: string, token: string): readonly string[] {
  if (USER_TOKENS.includes(token)) return [];
  if (!token.startsWith('context.')) {
    return tokensOf(hook).includes(token)
      ? [`CH-033 write context.${token}`]
      : [`CH-032 ${token} is neither a context field nor a user token`];
  }
  const field = token.slice('context.'.length);
  return tokensOf(hook).includes(field) ? [] : [`CH-034 ${hook} offers no token ${token}`];
}

function addressFaults(template: string): readonly string[] {
  if (template === '{{context.userId}}') return [];
  const filled = template.replace(TOKEN, 'x');
  if (READ.test(filled) || /[{}]/.test(filled)) return [];
  const query = SEARCH.exec(filled)?.[1];
  if (query === undefined) return ['CH-030 a template is Type/id or Type?search, relative to the FHIR server'];
  const parameters = query.split('&').map((part) => {
    const at = part.indexOf('=');
    return at < 0 ? { name: part, value: '' } : { name: part.slice(0, at), value: part.slice(at + 1) };
  });
  const names = parameters.map(({ name }) => name.split(':')[0] ?? '');
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  return [
    ...parameters.flatMap(({ name, value }) => parameterFault(name, value)),
    ...(repeated === undefined ? [] : [`CH-043 ${repeated} is given twice`]),
  ];
}

function parameterFault(name: string, value: string): readonly string[] {
  if (name === '_maxresults' || /^_?sort:/.test(name) || name === 'sort') return [`CH-037 ${name} is not FHIR R4`];
  if (value === '') return [`CH-030 ${name} has no value`];
  const [base = '', modifier] = name.split(':');
  const isOutside =
    (base.startsWith('_') && !RESULT_PARAMETERS.includes(base)) ||
    base.includes('.') ||
    (modifier !== undefined && modifier !== 'in') ||
    RARE_PREFIX.test(value);
  return isOutside ? [`CH-035 ${name} is outside the common query subset`] : [];
}
