/** Reads `src/knowledge/` once at start, checks all of it, and names file and line of every fault. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { aboutData } from '../../core/knowledge/about.js';
import {
  citation,
  clinicalWords,
  conceptMap,
  drug,
  questionnaire,
  units,
  valueSet,
} from '../../core/knowledge/knowledge.js';
import type { KnowledgeData } from '../../core/knowledge/knowledge.js';
import { orderableTests } from '../../core/knowledge/orderable-tests.js';
import { parameterGroups } from '../../core/knowledge/parameter-groups.js';
import type { ParameterTree } from '../../core/knowledge/parameters.js';
import { VALUE_SET_IDS } from '../../core/knowledge/value-set-ids.js';
import { ContentError } from './fault.js';
import type { ContentFault } from './fault.js';
import { checked, parseFile } from './parsed-file.js';
import type { ParsedFile } from './parsed-file.js';

export interface LoadedKnowledge {
  readonly data: KnowledgeData;
  /** SHA-256, hex, of path and content of every file in sorted order. */
  readonly digest: string;
}

const manifest = z.strictObject({ version: z.string() });

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

/** Digest of whole directories, the same on every machine. */
function digestOf(directories: readonly string[]): string {
  const hash = createHash('sha256');
  for (const directory of directories) {
    for (const path of filesBelow(directory)) {
      hash.update(`${basename(directory)}/${relative(directory, path).split(sep).join('/')}\0`);
      hash.update(readFileSync(path));
      hash.update('\0');
    }
  }
  return hash.digest('hex');
}

const kebab = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

class KnowledgeReader {
  readonly faults: ContentFault[] = [];
  readonly #directory: string;
  /** Every citation used, with the file that uses it. */
  readonly #cited: { readonly id: string; readonly parsed: ParsedFile; readonly path: readonly PropertyKey[] }[] = [];

  constructor(directory: string) {
    this.#directory = directory;
  }

  #parse(file: string): ParsedFile | undefined {
    try {
      return parseFile(join(this.#directory, file), file, this.faults);
    } catch {
      this.faults.push({ file, line: 1, text: 'cannot be read' });
      return undefined;
    }
  }

  read<T extends z.ZodType>(file: string, schema: T): z.output<T> | undefined {
    return checked(schema, this.#parse(file), this.faults);
  }

  parameters(): ParameterTree {
    const groups = Object.entries(parameterGroups).map(([key, schema]) => {
      const parsed = this.#parse(`parameters/${kebab(key)}.yaml`);
      const group: unknown = checked(schema, parsed, this.faults);
      if (parsed) this.#collectCitations(group, parsed, []);
      return [key, group];
    });
    return Object.fromEntries(groups) as ParameterTree;
  }

  #collectCitations(node: unknown, parsed: ParsedFile, path: readonly PropertyKey[]): void {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      if (key === 'cites' && Array.isArray(child))
        for (const id of child) this.#cited.push({ id: String(id), parsed, path: [...path, key] });
      else this.#collectCitations(child, parsed, [...path, key]);
    }
  }

  valueSets(): KnowledgeData['valueSets'] {
    const files = filesBelow(join(this.#directory, 'value-sets')).map((path) => `value-sets/${basename(path)}`);
    const sets = files.flatMap((file) => {
      const set = this.read(file, valueSet);
      if (set && `value-sets/${set.id}.json` !== file)
        this.faults.push({ file, line: 1, text: `id ${set.id} is not the file's name` });
      return set ? [set] : [];
    });
    const present = new Set(sets.map(({ id }) => id));
    for (const id of VALUE_SET_IDS) {
      if (!present.has(id))
        this.faults.push({ file: `value-sets/${id}.json`, line: 1, text: 'is missing: a fact reads it' });
    }
    return sets;
  }

  /** The code that is ordered must be one that is recognised when its result comes back. */
  #checkTests({ orderableTests: { tests }, valueSets }: KnowledgeData): void {
    for (const [id, { order, answeredBy }] of Object.entries(tests)) {
      const answers = valueSets.filter((set) => answeredBy.includes(set.id));
      const isAnswered = answers.some(({ compose }) =>
        compose.include.some(
          ({ system, concept = [] }) => system === order.system && concept.some(({ code }) => code === order.code),
        ),
      );
      if (answers.length !== answeredBy.length || !isAnswered)
        this.faults.push({ file: TESTS, line: 1, text: `${id} orders a code that its value sets do not hold` });
    }
  }

  /** What no single file can say of itself. */
  crossCheck(data: KnowledgeData): void {
    for (const { id, parsed, path } of this.#cited) {
      const known = Object.hasOwn(data.citations, id.split('#')[0] ?? '');
      if (!known)
        this.faults.push({
          file: parsed.file,
          line: parsed.lineOf(path),
          text: `cites ${id}, which is not in citations.yaml`,
        });
    }
    this.#checkTests(data);
    const drugs = new Set(data.drugs.map(({ id }) => id));
    for (const group of data.conceptMap.group) {
      for (const { code, target } of group.element) {
        for (const one of target) {
          if (!drugs.has(one.code))
            this.faults.push({
              file: MAP,
              line: 1,
              text: `${code} is mapped to ${one.code}, which is not in drugs.yaml`,
            });
        }
      }
    }
    for (const { id, regimens = [] } of data.drugs) {
      for (const { parameter, alternative, trough } of regimens) {
        const wanted = [
          [parameter, data.parameters.fullDose],
          [alternative, data.parameters.fullDose],
          [trough?.parameter, data.parameters.troughLevel],
        ] as const;
        for (const [name, table] of wanted) {
          if (name !== undefined && !Object.hasOwn(table, name))
            this.faults.push({
              file: 'drugs.yaml',
              line: 1,
              text: `${id} names parameter ${name}, which does not exist`,
            });
        }
      }
    }
  }
}

const MAP = 'concept-maps/medication-to-drug.json';
const TESTS = 'orderable-tests.yaml';

/** Throws one ContentError that lists every fault. `alsoDigest`: further directories whose content the digest covers. */
export function loadKnowledge(directory: string, alsoDigest: readonly string[] = []): LoadedKnowledge {
  const reader = new KnowledgeReader(directory);
  const { faults } = reader;
  const stop = (): void => {
    if (faults.length > 0) throw new ContentError(faults);
  };
  const parts = {
    version: reader.read('manifest.yaml', manifest)?.version,
    parameters: reader.parameters(),
    valueSets: reader.valueSets(),
    conceptMap: reader.read(MAP, conceptMap),
    drugs: reader.read('drugs.yaml', z.array(drug)),
    questionnaire: reader.read('questionnaires/imacs-core-set.json', questionnaire),
    units: reader.read('units.yaml', units),
    orderableTests: reader.read(TESTS, orderableTests),
    words: reader.read('words.yaml', clinicalWords),
    codeSystems: reader.read('code-systems.yaml', z.record(z.string(), z.string())),
    citations: reader.read('citations.yaml', z.record(z.string(), citation)),
    about: reader.read('about.yaml', aboutData),
  };
  stop();
  const data = parts as KnowledgeData;
  reader.crossCheck(data);
  stop();
  return { data, digest: digestOf([directory, ...alsoDigest]) };
}
