/** The one way to make a card: what the types cannot say is checked here, before any client sees it. */
import { refuseEmpties } from './empties.js';
import {
  isRecord,
  reject,
  requireCoding,
  requireOnly,
  requireText,
  requireUuid,
  requireWebAddress,
} from './rejection.js';
import type { Card, Coding, Source } from './response.js';
import { checkSuggestions } from './suggestions.js';
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

/** A card whose topic is certain to be there. */
export type CardDraft = Card & { readonly source: Source & { readonly topic: Coding } };

/** Returns the card as given. Throws a TypeError that names the requirement (CH-nnn) it would break. */
export function buildCard(card: CardDraft): Card {
  requireOnly(card, CARD_MEMBERS, 'card');
  const uuid = requireUuid(card.uuid, 'CH-087', 'uuid');
  checkSummary(card.summary);
  if (card.detail !== undefined) checkDetail(card.detail);
  if (!INDICATORS.includes(card.indicator)) reject('CH-091', 'indicator must be info, warning or critical');
  checkSource(card.source);
  checkSuggestions(card.suggestions, card.selectionBehavior, uuid);
  checkOverrideReasons(card.overrideReasons);
  checkLinks(card.links);
  refuseEmpties(card, 'card');
  return card;
}

function checkSummary(value: unknown): void {
  const summary = requireText(value, 'CH-088', 'summary');
  if (summary.length >= SUMMARY_LIMIT)
    reject('CH-088', `summary has ${summary.length} characters, ${SUMMARY_LIMIT} or more`);
  if (/\p{Cc}/u.test(summary)) reject('CH-088', 'summary must be one line');
  if (!isOneSentence(summary)) reject('CH-088', 'summary must be one sentence');
}

function checkDetail(value: unknown): void {
  const detail = requireText(value, 'CH-089', 'detail');
  if (HTML.test(detail)) reject('CH-090', 'detail must not hold HTML');
}

function checkSource(source: unknown): void {
  if (!isRecord(source)) reject('CH-092', 'source must be an object');
  requireOnly(source, ['label', 'url', 'icon', 'topic'], 'source');
  requireText(source['label'], 'CH-092', 'source.label');
  if (source['url'] !== undefined) {
    const url = requireWebAddress(source['url'], 'CH-094', 'source.url');
    if (/\b(?:Patient|Encounter)\//.test(url)) reject('CH-095', 'source.url must not lead to one patient');
  }
  if (source['icon'] !== undefined) requireWebAddress(source['icon'], 'CH-096', 'source.icon');
  requireCoding(source['topic'], 'CH-097', 'source.topic');
}

function checkOverrideReasons(reasons: unknown): void {
  if (reasons === undefined) return;
  if (!Array.isArray(reasons)) reject('CH-111', 'overrideReasons must be a list');
  reasons.forEach((reason: unknown, index) => {
    requireCoding(reason, 'CH-111', `overrideReasons[${index}]`);
    const display = isRecord(reason) ? reason['display'] : undefined;
    requireText(display, 'CH-111', `overrideReasons[${index}].display`);
  });
}

function checkLinks(links: unknown): void {
  if (links === undefined) return;
  if (!Array.isArray(links)) reject('CH-113', 'links must be a list');
  links.forEach((link: unknown, index) => {
    checkLink(link, `links[${index}]`);
  });
}

function checkLink(link: unknown, path: string): void {
  if (!isRecord(link)) reject('CH-113', `${path} must be an object`);
  requireOnly(link, ['label', 'url', 'type', 'appContext', 'autolaunchable'], path);
  requireText(link['label'], 'CH-113', `${path}.label`);
  requireWebAddress(link['url'], 'CH-115', `${path}.url`);
  const { type, appContext, autolaunchable } = link;
  if (type !== 'absolute' && type !== 'smart') reject('CH-114', `${path}.type must be absolute or smart`);
  if (appContext !== undefined && (type !== 'smart' || typeof appContext !== 'string')) {
    reject('CH-116', `${path}.appContext must be a text on a smart link`);
  }
  if (autolaunchable !== undefined && typeof autolaunchable !== 'boolean') {
    reject('CH-117', `${path}.autolaunchable must be a boolean`);
  }
}
