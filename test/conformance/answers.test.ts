/** Every card of every story, as a client receives it: checked here without the code that checks it before it leaves. */
import { stories } from '../sandbox/fixtures.js';
import { startService } from '../sandbox/service.js';
import type { RunningService } from '../sandbox/service.js';
import { DAY, REVIEW, answersOf, fixture, inPrefetch, post } from './client.js';
import type { Answer, Json } from './client.js';

// the first loads the definitions of R4 into the foreign implementation
await import('../sandbox/repository.js');
const { validateResource } = await import('@medplum/core');

interface Action {
  readonly type: string;
  readonly description: string;
  readonly resource: { readonly resourceType: string };
}
interface Suggestion {
  readonly label: string;
  readonly uuid: string;
  readonly isRecommended?: unknown;
  readonly actions: readonly Action[];
}
interface Card {
  readonly uuid: string;
  readonly summary: string;
  readonly detail: string;
  readonly indicator: string;
  readonly source: { readonly label: string; readonly url?: string; readonly topic: Json };
  readonly suggestions?: readonly Suggestion[];
  readonly selectionBehavior?: string;
  readonly overrideReasons?: readonly Json[];
  readonly links?: readonly Json[];
}

let service: RunningService;
let answers: readonly Answer[];
let cards: readonly Card[];
let suggestions: readonly Suggestion[];
beforeAll(async () => {
  service = await startService();
  const all: Answer[] = [];
  for (const story of stories) all.push(...(await answersOf(service, story)));
  answers = all;
  cards = answers.flatMap(({ body }) => body['cards'] as Card[]);
  suggestions = cards.flatMap((card) => card.suggestions ?? []);
}, 120_000);
afterAll(() => service.close());

/** Every value at or below, but for what lies inside FHIR resources, with the path it stands at. */
function valuesIn(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  const here = [[path, value] as const];
  if (typeof value !== 'object' || value === null || 'resourceType' in value) return here;
  return [...here, ...Object.entries(value).flatMap(([name, child]) => valuesIn(child, `${path}/${name}`))];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const isBlank = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

it('there is something to look at', () => {
  expect(cards.length).toBeGreaterThan(100);
  expect(suggestions.length).toBeGreaterThan(20);
});

describe('the envelope', () => {
  it('CH-080 is 200 with an object that holds cards and nothing else', () => {
    for (const { status, body } of answers) {
      expect([status, Object.keys(body)]).toEqual([200, ['cards']]);
      expect(Array.isArray(body['cards'])).toBe(true);
    }
  });

  it('CH-081 is exactly an empty list where there is nothing to say', () => {
    const silent = answers.filter(({ body }) => (body['cards'] as unknown[]).length === 0);
    expect(silent.length).toBeGreaterThan(3);
    for (const { text } of silent) expect(text).toBe('{"cards":[]}');
  });

  it('CH-082 CH-119 CH-120 has no system actions, for none were agreed', () => {
    for (const { body } of answers) expect(body).not.toHaveProperty('systemActions');
  });

  it('CH-003 CH-004 holds neither null nor anything empty, but for cards', () => {
    const blank = answers
      .flatMap(({ body }) => valuesIn(body))
      .filter(([path, value]) => path !== '/cards' && isBlank(value));
    expect(blank).toEqual([]);
  });

  it('CH-155 CH-156 holds no member that the specification does not define', () => {
    const names = new Set(answers.flatMap(({ body }) => valuesIn(body)).map(([path]) => path.replaceAll(/\/\d+/g, '')));
    const known =
      /^(?:|\/cards(?:|\/(?:uuid|summary|detail|indicator|selectionBehavior|source(?:|\/(?:label|url|topic(?:|\/(?:code|system|display))))|overrideReasons(?:|\/(?:code|system|display))|links(?:|\/(?:label|url|type|appContext))|suggestions(?:|\/(?:label|uuid|isRecommended|actions(?:|\/(?:type|description|resource)))))))$/;
    expect([...names].filter((name) => !known.test(name))).toEqual([]);
  });
});

describe('cards', () => {
  it('CH-087 have bare uuids that are unique over many calls', () => {
    const uuids = [...cards.map(({ uuid }) => uuid), ...suggestions.map(({ uuid }) => uuid)];
    for (const uuid of uuids) expect(uuid).toMatch(UUID);
    expect(new Set(uuids).size).toBe(uuids.length);
  });

  it('CH-088 have a summary of one line, shorter than 140 characters', () => {
    for (const { summary } of cards) {
      expect(summary.length).toBeLessThan(140);
      expect(summary).toMatch(/^\S.*\S$/);
    }
  });

  it('CH-089 have a detail in which every table is one: as many cells in each row as in its head', () => {
    const tables = cards.flatMap(({ detail }) => detail.split('\n\n')).filter((part) => part.startsWith('|'));
    expect(tables.length).toBeGreaterThan(50);
    for (const table of tables) {
      const cells = table.split('\n').map((row) => row.replaceAll('\\|', '').split('|').length);
      expect([table, new Set(cells).size]).toEqual([table, 1]);
    }
  });

  it('CH-090 have a detail without HTML and without what would run', () => {
    for (const { detail } of cards) {
      expect(detail).not.toMatch(/<[a-z/!?]/i);
      expect(detail).not.toMatch(/(?<!\\)\]\(\s*(?!https?:)[a-z]+:/i);
    }
  });

  it('CH-090 show text from the record as text', async () => {
    const evil = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![y](http://evil.example/y.png)';
    const body = fixture('readme-example');
    const orders = (body['prefetch'] as Json)['medicationRequests'] as { entry: { resource: Json }[] };
    const named = orders.entry.map(({ resource }) => ({
      resource: {
        ...resource,
        medicationCodeableConcept: { ...Object(resource['medicationCodeableConcept']), text: evil },
      },
    }));
    const answer = await post(
      service.address,
      REVIEW,
      inPrefetch(body, { medicationRequests: { ...orders, entry: named } }),
      DAY,
    );
    const [card] = answer.body['cards'] as Card[];
    expect(card?.detail).not.toMatch(/<img|[^\\]\]\(javascript/);
  });

  it('CH-091 are info, warning or critical, and critical is the exception', () => {
    const indicators = cards.map(({ indicator }) => indicator);
    for (const indicator of indicators) expect(['info', 'warning', 'critical']).toContain(indicator);
    expect(indicators.filter((one) => one === 'critical').length).toBeLessThan(indicators.length / 2);
  });

  it('CH-092 CH-093 name as source the guidance and not this product', () => {
    for (const { source } of cards) {
      expect(source.label.length).toBeGreaterThan(5);
      expect(source.label).not.toMatch(/myositis-cds/i);
    }
  });

  it('CH-094 CH-095 CH-096 link to the source by an address that speaks of no patient, without an icon', () => {
    for (const { source } of cards) {
      expect(source).not.toHaveProperty('icon');
      if (source.url === undefined) continue;
      expect(new URL(source.url).protocol).toMatch(/^https?:$/);
      expect(source.url).not.toMatch(/p1|patient/i);
    }
  });

  it('CH-097 CH-159 have a topic with code and system, and so has every Coding', () => {
    const codings = cards.flatMap(({ source, overrideReasons }) => [source.topic, ...(overrideReasons ?? [])]);
    for (const coding of codings)
      expect(coding).toMatchObject({ code: expect.stringMatching(/./), system: expect.stringMatching(/^https?:/) });
  });

  it('CH-111 CH-112 offer few reasons for another decision, each with code, system and display, the same for all', () => {
    const reasons = cards.flatMap(({ overrideReasons }) => overrideReasons ?? []);
    for (const { display } of reasons) expect(display).toMatch(/./);
    for (const { overrideReasons } of cards) expect(overrideReasons?.length ?? 0).toBeLessThan(10);
    expect([...new Set(reasons.map(({ code }) => code))].toSorted()).toEqual([
      'benefit-outweighs-risk',
      'data-wrong',
      'diagnosis-differs',
      'discussed-with-patient',
      'done-elsewhere',
      'specialist-advice-obtained',
      'will-monitor',
    ]);
  });

  it('CH-113 CH-114 CH-115 CH-116 CH-117 CH-118 have links with label, absolute address and type; none starts by itself', () => {
    for (const link of cards.flatMap((card) => card.links ?? [])) {
      expect(link).toMatchObject({ label: expect.stringMatching(/./), url: expect.stringMatching(/^https?:/) });
      expect(['absolute', 'smart']).toContain(link['type']);
      if (link['type'] === 'absolute') expect(link).not.toHaveProperty('appContext');
      expect(link).not.toHaveProperty('autolaunchable');
    }
  });
});

describe('suggestions', () => {
  it('CH-098 CH-099 cds-resp-6: come with a selectionBehavior, and it with them', () => {
    for (const card of cards) {
      expect(card.suggestions === undefined).toBe(card.selectionBehavior === undefined);
      if (card.suggestions) expect(['any', 'at-most-one']).toContain(card.selectionBehavior);
    }
  });

  it('CH-100 CH-101 have the words of a button and a uuid', () => {
    for (const { label, uuid } of suggestions) {
      expect(label.length).toBeLessThan(80);
      expect(uuid).toMatch(UUID);
    }
  });

  it('CH-102 cds-resp-1: one at most is recommended where one at most is chosen', () => {
    for (const card of cards.filter(({ selectionBehavior }) => selectionBehavior === 'at-most-one'))
      expect(card.suggestions?.filter(({ isRecommended }) => isRecommended === true).length).toBeLessThan(2);
  });

  it('CH-103 CH-104 CH-105 CH-106 have actions with type and description, all of which apply', () => {
    for (const suggestion of suggestions) {
      expect(suggestion).not.toHaveProperty('actionSelectionBehavior');
      expect(suggestion.actions.length).toBeGreaterThan(0);
      for (const { type, description } of suggestion.actions) {
        expect(['create', 'update', 'delete']).toContain(type);
        expect(description).toMatch(/./);
      }
    }
  });

  it('CH-107 CH-007 create orders that a foreign implementation of FHIR R4 finds valid', () => {
    const resources = suggestions.flatMap(({ actions }) => actions.map(({ resource }) => resource));
    expect(resources.length).toBeGreaterThan(20);
    for (const resource of resources) expect(() => validateResource(resource as never)).not.toThrow();
    expect(() => validateResource({ resourceType: 'ServiceRequest', status: 7 } as never)).toThrow();
  });

  it('CH-108 CH-109 CH-110 create only: nothing of the record is changed or deleted', () => {
    expect(new Set(suggestions.flatMap(({ actions }) => actions.map(({ type }) => type)))).toEqual(new Set(['create']));
  });
});
