/** The guard on what leaves: it trusts nobody, so it is given what the types would not let through. */
import { checkResponse } from '../../../src/core/cds-hooks/check-response.js';
import type { ResponseFeatures } from '../../../src/core/cds-hooks/features.js';
import { NonConformant } from '../../../src/core/cds-hooks/rejection.js';

const uuid = (digit: string): string => `0b1f6c1e-8c1d-4a57-9b0a-3d5f0c8e7a${digit}${digit}`;
const topic = { code: 'a', system: 'https://example.org/topic' };
const card = (digit: string, more: object = {}): object => ({
  uuid: uuid(digit),
  summary: 'One sentence',
  indicator: 'info',
  source: { label: 'A paper', topic },
  ...more,
});
const order = { resourceType: 'ServiceRequest', status: 'draft', intent: 'proposal', note: [null] };
const create = { type: 'create', description: 'Order it', resource: order };
const suggestion = { label: 'Order', uuid: uuid('8'), actions: [create] };
const suggesting = (change: object): object => ({
  suggestions: [{ ...suggestion, ...change }],
  selectionBehavior: 'any',
});
const smart = { label: 'Open', url: 'https://app.example/launch', type: 'smart' };
const ALL: ResponseFeatures = { actionSelectionBehavior: true, autolaunchable: true, systemActions: true };

function refusalOf(response: unknown, features: ResponseFeatures = {}): string | undefined {
  try {
    checkResponse(response, features);
    return undefined;
  } catch (error) {
    if (error instanceof NonConformant) return error.requirement;
    throw error;
  }
}

describe('answers that may leave', () => {
  it.each<[string, object, ResponseFeatures]>([
    ['CH-081 no cards', { cards: [] }, {}],
    ['CH-080 two cards', { cards: [card('1'), card('2')] }, {}],
    ['CH-007 null inside a FHIR resource', { cards: [card('1', suggesting({}))] }, {}],
    [
      'CH-104 actionSelectionBehavior, agreed',
      { cards: [card('1', suggesting({ actionSelectionBehavior: 'any' }))] },
      ALL,
    ],
    ['CH-117 autolaunchable, agreed', { cards: [card('1', { links: [{ ...smart, autolaunchable: true }] })] }, ALL],
    ['CH-119 systemActions beside no cards, agreed', { cards: [], systemActions: [create] }, ALL],
    ['CH-156 an extension', { cards: [], extension: { 'org.example.more': { a: 1 } } }, {}],
  ])('%s', (_name, response, features) => {
    expect(refusalOf(response, features)).toBeUndefined();
  });
});

describe('answers that may not', () => {
  it.each<[string, string, unknown, ResponseFeatures]>([
    ['CH-080', 'a bare list', [], {}],
    ['CH-080', 'no cards member', {}, {}],
    ['CH-080', 'cards that are null', { cards: null }, {}],
    ['CH-080', 'a card that is null', { cards: [null] }, {}],
    ['CH-155', 'a member of its own', { cards: [], note: 'x' }, {}],
    ['CH-155', 'an extension that is text', { cards: [], extension: 'x' }, {}],
    ['CH-156', 'an extension without a domain', { cards: [], extension: { more: 1 } }, {}],
    ['CH-003', 'null in an extension', { cards: [], extension: { 'org.example.more': null } }, {}],
    ['CH-087', 'two cards of one uuid', { cards: [card('1'), card('1')] }, {}],
    ['CH-101', 'one suggestion on two cards', { cards: [card('1', suggesting({})), card('2', suggesting({}))] }, {}],
    [
      'CH-101',
      'a suggestion with the uuid of another card',
      { cards: [card('1'), card('2', suggesting({ uuid: uuid('1') }))] },
      {},
    ],
    ['CH-088', 'the second card too long', { cards: [card('1'), card('2', { summary: 'x'.repeat(140) })] }, {}],
    ['CH-104', 'actionSelectionBehavior', { cards: [card('1', suggesting({ actionSelectionBehavior: 'all' }))] }, {}],
    [
      'CH-104',
      'another one, agreed or not',
      { cards: [card('1', suggesting({ actionSelectionBehavior: 'first' }))] },
      ALL,
    ],
    ['CH-117', 'autolaunchable', { cards: [card('1', { links: [{ ...smart, autolaunchable: false }] })] }, {}],
    ['CH-082', 'empty systemActions', { cards: [], systemActions: [] }, ALL],
    ['CH-082', 'systemActions without a value', { cards: [], systemActions: undefined }, ALL],
    ['CH-119', 'systemActions', { cards: [], systemActions: [create] }, {}],
    [
      'CH-106',
      'systemActions without description',
      { cards: [], systemActions: [{ ...create, description: undefined }] },
      ALL,
    ],
    ['CH-110', 'a deletion with a resource', { cards: [], systemActions: [{ ...create, type: 'delete' }] }, ALL],
  ])('%s %s', (requirement, _name, response, features) => {
    expect(refusalOf(response, features)).toBe(requirement);
  });
});

it('says which card it is and nothing of what stands in it', () => {
  const secret = { cards: [card('1'), card('2', { summary: 'SECRET '.repeat(30) })] };
  expect(() => {
    checkResponse(secret, {});
  }).toThrow('CH-088: cards[1].summary has 210 characters, 140 or more');
});
