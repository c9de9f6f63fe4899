/** A card, checked before it is sent (CH-003 … CH-005, CH-087 … CH-117). */
import { checkLinks } from './check-links.js';
import { addUuid, checkSuggestions } from './check-suggestions.js';
import { refuseEmpties } from './empties.js';
import type { ResponseFeatures } from './features.js';
import { isRecord, reject, requireCoding, requireOnly, requireText, requireWebAddress } from './rejection.js';
import { isOneSentence, SUMMARY_LIMIT } from './summary.js';

const CARD_MEMBERS = [
  'uuid',
  'summary',
  'detail',
  'indicator',
  'source',
  'suggestions',
  'selectionBehavior',
  'overrideReasons',
  'links',
];
const INDICATORS: readonly unknown[] = ['info', 'warning', 'critical'];
const HTML = /<[A-Za-z/!?]/;

/** Throws NonConformant. No uuid of the card may be in `uuids` already; each is added there. */
export function checkCard(card: unknown, uuids: Set<string>, features: ResponseFeatures, path: string): void {
  if (!isRecord(card)) reject('CH-080', `${path} must be an object`);
  requireOnly(card, CARD_MEMBERS, path);
  addUuid(card['uuid'], uuids, 'CH-087', `${path}.uuid`);
  checkSummary(card['summary'], `${path}.summary`);
  checkDetail(card['detail'], `${path}.detail`);
  if (!INDICATORS.includes(card['indicator'])) reject('CH-091', `${path}.indicator must be info, warning or critical`);
  checkSource(card['source'], `${path}.source`);
  checkSuggestions(card, uuids, features, path);
  checkOverrideReasons(card['overrideReasons'], `${path}.overrideReasons`);
  checkLinks(card['links'], features, `${path}.links`);
  refuseEmpties(card, path);
}

function checkSummary(value: unknown, path: string): void {
  const summary = requireText(value, 'CH-088', path);
  if (summary.length >= SUMMARY_LIMIT)
    reject('CH-088', `${path} has ${summary.length} characters, ${SUMMARY_LIMIT} or more`);
  if (/\p{Cc}/u.test(summary)) reject('CH-088', `${path} must be one line`);
  if (!isOneSentence(summary)) reject('CH-088', `${path} must be one sentence`);
}

function checkDetail(value: unknown, path: string): void {
  if (value === undefined) return;
  const detail = requireText(value, 'CH-089', path);
  if (HTML.test(detail)) reject('CH-090', `${path} must not hold HTML`);
}

function checkSource(source: unknown, path: string): void {
  if (!isRecord(source)) reject('CH-092', `${path} must be an object`);
  requireOnly(source, ['label', 'url', 'icon', 'topic'], path);
  requireText(source['label'], 'CH-092', `${path}.label`);
  if (source['url'] !== undefined) {
    const url = requireWebAddress(source['url'], 'CH-094', `${path}.url`);
    if (/\b(?:Patient|Encounter)\//.test(url)) reject('CH-095', `${path}.url must not lead to one patient`);
  }
  if (source['icon'] !== undefined) requireWebAddress(source['icon'], 'CH-096', `${path}.icon`);
  requireCoding(source['topic'], 'CH-097', `${path}.topic`);
}

function checkOverrideReasons(reasons: unknown, path: string): void {
  if (reasons === undefined) return;
  if (!Array.isArray(reasons)) reject('CH-111', `${path} must be a list`);
  reasons.forEach((reason: unknown, index) => {
    requireCoding(reason, 'CH-111', `${path}[${index}]`);
    const display = isRecord(reason) ? reason['display'] : undefined;
    requireText(display, 'CH-111', `${path}[${index}].display`);
  });
}
