import { buildCard } from '../../../src/core/cds-hooks/card-builder.js';

const UUID = '0b1f6c1e-8c1d-4a57-9b0a-3d5f0c8e7a11';
const OTHER = '5b8f0a52-1f6e-4f0f-8a3c-0a4f2b9c6d22';
const topic = { code: 'a', system: 'https://example.org/topic' };
const source = { label: 'A paper', url: 'https://example.org/paper', topic };
const minimal = { uuid: UUID, summary: 'One sentence', indicator: 'info', source } as const;
const order = {
  resourceType: 'ServiceRequest',
  status: 'draft',
  intent: 'proposal',
  subject: { reference: 'Patient/1' },
};
const create = { type: 'create', description: 'Order it', resource: order };
const suggestion = { label: 'Order', uuid: OTHER, actions: [create] };
const suggesting = (change: object, selectionBehavior: unknown = 'any') => ({
  suggestions: [{ ...suggestion, ...change }],
  selectionBehavior,
});
const acting = (action: object) => suggesting({ actions: [action] });

/** The builder guards against what JavaScript lets through, so its tests step outside the types. */
const build = (change: object): unknown => buildCard({ ...minimal, ...change } as never);

describe('cards that may be sent', () => {
  it.each<[string, object]>([
    ['nothing but what is required', {}],
    ['a summary of 139 characters', { summary: 'x'.repeat(139) }],
    ['decimals and abbreviations in the summary', { summary: 'AZA 2.1 mg/kg/d, e.g. since 2026-01-01.' }],
    ['Markdown with comparators', { detail: 'a < 5 and b <= 6, &lt;img&gt;' }],
    ['a create', suggesting({})],
    ['an update', acting({ type: 'update', description: 'd', resource: { ...order, id: '1' } })],
    ['a delete', acting({ type: 'delete', description: 'd', resourceId: 'ServiceRequest/1' })],
    ['null inside a FHIR resource', acting({ ...create, resource: { ...order, note: [null] } })],
    [
      'two recommended of any',
      {
        suggestions: [suggestion, { ...suggestion, uuid: UUID.replace('0b', '0c') }].map((s) => ({
          ...s,
          isRecommended: true,
        })),
        selectionBehavior: 'any',
      },
    ],
    [
      'a SMART link with context',
      { links: [{ label: 'l', url: 'https://a.example/launch', type: 'smart', appContext: '{}' }] },
    ],
    ['an extension named by reverse domain', { extension: { 'org.example.colour': 'red' } }],
    ['an override reason', { overrideReasons: [{ ...topic, display: 'Because' }] }],
  ])('%s', (_, change) => {
    expect(build(change)).toEqual({ ...minimal, ...change });
  });
});

describe('cards that are refused', () => {
  it.each<[string, string, object]>([
    [
      'CH-003',
      'null',
      { overrideReasons: [{ ...topic, display: 'd' }], source: { ...source, topic: { ...topic, display: null } } },
    ],
    ['CH-004', 'an empty list', { links: [] }],
    ['CH-004', 'an empty text', { source: { ...source, topic: { ...topic, display: '' } } }],
    ['CH-005', 'undefined', { detail: undefined }],
    ['CH-155', 'a member of its own', { colour: 'red' }],
    ['CH-087', 'an upper-case uuid', { uuid: UUID.toUpperCase() }],
    ['CH-087', 'a uuid with a prefix', { uuid: `urn:uuid:${UUID}` }],
    ['CH-087', 'no uuid', { uuid: undefined }],
    ['CH-088', 'a summary of 140 characters', { summary: 'x'.repeat(140) }],
    ['CH-088', '70 characters of two code units', { summary: '😀'.repeat(70) }],
    ['CH-088', 'a blank summary', { summary: '  ' }],
    ['CH-088', 'two lines', { summary: 'a\nb' }],
    ['CH-088', 'two sentences', { summary: 'One is here. Two follows.' }],
    ['CH-089', 'a blank detail', { detail: ' ' }],
    ['CH-090', 'HTML', { detail: 'see <img src=x>' }],
    ['CH-090', 'an HTML comment', { detail: '<!-- x -->' }],
    ['CH-091', 'an unknown indicator', { indicator: 'hard-stop' }],
    ['CH-092', 'no source', { source: 'A paper' }],
    ['CH-092', 'no label', { source: { topic } }],
    ['CH-094', 'a relative url', { source: { ...source, url: '/paper' } }],
    ['CH-094', 'another scheme', { source: { ...source, url: 'javascript:alert(1)' } }],
    ['CH-095', 'a patient in the url', { source: { ...source, url: 'https://a.example/Patient/1' } }],
    ['CH-096', 'a relative icon', { source: { ...source, icon: 'icon.png' } }],
    ['CH-097', 'no topic', { source: { label: 'l' } }],
    ['CH-159', 'a topic without system', { source: { ...source, topic: { code: 'a' } } }],
    ['CH-098', 'suggestions alone', { suggestions: [suggestion] }],
    ['CH-098', 'selectionBehavior alone', { selectionBehavior: 'any' }],
    ['CH-099', 'another selectionBehavior', suggesting({}, 'all')],
    ['CH-100', 'no suggestion label', suggesting({ label: '' })],
    ['CH-101', 'no suggestion uuid', suggesting({ uuid: undefined })],
    ['CH-101', 'the uuid of the card', suggesting({ uuid: UUID })],
    ['CH-102', 'isRecommended as text', suggesting({ isRecommended: 'yes' })],
    [
      'CH-102',
      'two recommended, at most one',
      {
        suggestions: [suggestion, { ...suggestion, uuid: UUID.replace('0b', '0c') }].map((s) => ({
          ...s,
          isRecommended: true,
        })),
        selectionBehavior: 'at-most-one',
      },
    ],
    ['CH-103', 'no action in the list', suggesting({ actions: [] })],
    ['CH-104', 'actionSelectionBehavior', suggesting({ actionSelectionBehavior: 'all' })],
    ['CH-155', 'an extension that is a list', { extension: ['x'] }],
    ['CH-156', 'an extension without a domain', { extension: { colour: 'red' } }],
    ['CH-004', 'an empty extension', { extension: {} }],
    ['CH-105', 'an upper-case type', acting({ ...create, type: 'Create' })],
    ['CH-106', 'no description', acting({ type: 'create', resource: order })],
    ['CH-107', 'a resource as text', acting({ ...create, resource: '{}' })],
    ['CH-108', 'an update without id', acting({ ...create, type: 'update' })],
    ['CH-109', 'a bare id', acting({ type: 'delete', description: 'd', resourceId: '1' })],
    ['CH-110', 'a delete with a resource', acting({ ...create, type: 'delete' })],
    ['CH-111', 'an override reason without display', { overrideReasons: [topic] }],
    ['CH-111', 'an override reason without system', { overrideReasons: [{ code: 'a', display: 'd' }] }],
    ['CH-113', 'a link without label', { links: [{ url: 'https://a.example', type: 'absolute' }] }],
    ['CH-114', 'another link type', { links: [{ label: 'l', url: 'https://a.example', type: 'deep' }] }],
    ['CH-115', 'a relative link', { links: [{ label: 'l', url: '/a', type: 'absolute' }] }],
    [
      'CH-116',
      'context on an absolute link',
      { links: [{ label: 'l', url: 'https://a.example', type: 'absolute', appContext: 'a' }] },
    ],
    [
      'CH-116',
      'context as an object',
      { links: [{ label: 'l', url: 'https://a.example', type: 'smart', appContext: { a: 1 } }] },
    ],
    [
      'CH-117',
      'autolaunchable, which nobody agreed on',
      { links: [{ label: 'l', url: 'https://a.example', type: 'smart', autolaunchable: true }] },
    ],
    [
      'CH-117',
      'autolaunchable as text',
      { links: [{ label: 'l', url: 'https://a.example', type: 'smart', autolaunchable: 'true' }] },
    ],
  ])('%s: %s', (requirement, _, change) => {
    expect(() => build(change)).toThrow(TypeError);
    expect(() => build(change)).toThrow(new RegExp(`^${requirement}: `));
  });
});
