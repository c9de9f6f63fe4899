/** A valid body made invalid in a few places, or only strange: by its structure, so that what it breaks lies deep. */
import { oddValue, SENTINEL, unmarked } from './odd-values.js';
import type { Random } from './random.js';

type Path = readonly (string | number)[];
type Node = Record<string | number, unknown>;

const HOLDERS: readonly Path[] = [
  ['prefetch'],
  ['prefetch'],
  ['context', 'draftOrders', 'entry'],
  ['bundle', 'entry'],
  ['feedback'],
  ['entry'],
];

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/**
 * Walked down from the top, and may stop anywhere; mostly inside what holds the resources, for an envelope that is wrong
 * hides whatever else is.
 */
function somePath(body: unknown, random: Random): Path {
  const holders = HOLDERS.filter((path) => isNode(at(body, path)));
  const path: (string | number)[] = holders.length > 0 && !random.chance(15) ? [...random.one(holders)] : [];
  let node = at(body, path);
  while (isNode(node) && Object.keys(node).length > 0 && (path.length === 0 || !random.chance(20))) {
    const key = random.one(Object.keys(node));
    path.push(Array.isArray(node) ? Number(key) : key);
    node = node[key];
  }
  return path;
}

function at(body: unknown, path: Path): unknown {
  return path.reduce((node, key) => (isNode(node) ? node[key] : undefined), body);
}

/** Never assigns to `__proto__`: what it makes is an own member, as JSON.parse would make it. */
function set(node: Node, key: string | number, value: unknown): void {
  Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true });
}

const text = (value: unknown): string => (typeof value === 'string' ? value : 'odd');

type Mutation = (parent: Node, key: string | number, random: Random, body: unknown) => void;

const MUTATIONS: readonly Mutation[] = [
  (parent, key, random) => set(parent, key, oddValue(random)),
  (parent, key, random) => set(parent, key, oddValue(random)),
  (parent, key) => {
    if (Array.isArray(parent)) parent.splice(Number(key), 1);
    else Reflect.deleteProperty(parent, key);
  },
  (parent, key) => set(parent, key, [parent[key]]),
  (parent, key) => set(parent, key, { [SENTINEL]: parent[key] }),
  (parent, key) =>
    set(parent, key, Array.isArray(parent[key]) ? (parent[key] as unknown[])[0] : JSON.stringify(parent[key])),
  (parent, key, random) =>
    set(
      parent,
      key,
      Array.from({ length: random.one([2, 20, 100]) }, () => parent[key]),
    ),
  (parent, key, random) => {
    if (Array.isArray(parent)) {
      const items: unknown[] = parent;
      items.push(...Array.from({ length: random.one([1, 5, 50]) }, () => items[Number(key)]));
    } else
      set(
        parent,
        random.one([
          '__proto__',
          'constructor',
          'prototype',
          'toString',
          'hasOwnProperty',
          'toJSON',
          'then',
          'length',
          '',
        ]),
        oddValue(random),
      );
  },
  (parent, _key, random) => {
    if (!Array.isArray(parent))
      set(parent, '__proto__', { polluted: true, resourceType: 'Bundle', [SENTINEL]: oddValue(random) });
  },
  (parent, key, random, body) => set(parent, key, structuredClone(at(body, somePath(body, random)))),
  (parent, key) => {
    let wrapped = parent[key];
    for (let depth = 0; depth < 12; depth += 1)
      wrapped = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: wrapped }] };
    set(parent, key, wrapped);
  },
  (parent, key) => {
    const self = parent[key];
    if (isNode(self) && !Array.isArray(self)) {
      set(self, 'contained', [
        { ...self, id: 'self' },
        { resourceType: 'Medication', id: 'self', ingredient: [{ itemReference: { reference: '#self' } }] },
      ]);
      set(self, 'medicationReference', { reference: '#self' });
      set(self, 'basedOn', [{ reference: `${text(self['resourceType'])}/${text(self['id'])}` }]);
      set(self, 'priorPrescription', { reference: `${text(self['resourceType'])}/${text(self['id'])}` });
    }
  },
];

/** Damage to the text, after which it is seldom JSON. */
function torn(text: string, random: Random): string {
  const place = random.below(text.length);
  switch (random.below(5)) {
    case 0:
      return text.slice(0, place);
    case 1:
      return (
        text.slice(0, place) +
        random.one(['\u0000', '"', '}', ',', '\\', '\\u12', '\u2028', '﻿', 'é']) +
        text.slice(place)
      );
    case 2:
      return text.replace('"context":', '"context":{"patientId":"other"},"context":');
    case 3:
      return text.replace('"prefetch":', '"prefetch":null,"__proto__":{"polluted":true},"prefetch":');
    default:
      return `${random.one(['\uFEFF', ' '.repeat(10_000), '\n\t', '{},', '[', ''])}${text}${random.one(['', ' ', ',', ']', '{}', '\n'.repeat(1000)])}`;
  }
}

export function mutated(seed: unknown, random: Random): string {
  const body = structuredClone(seed);
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    const path = somePath(body, random);
    const key = path.at(-1);
    const parent = at(body, path.slice(0, -1));
    if (key !== undefined && isNode(parent)) random.one(MUTATIONS)(parent, key, random, body);
  }
  const text = unmarked(JSON.stringify(body));
  return random.chance(10) ? torn(text, random) : text;
}
