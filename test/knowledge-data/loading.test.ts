import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLoinc } from '../../src/core/terminology/code-index.js';
import { loadKnowledge } from '../../src/edge/content/load-knowledge.js';
import { knowledgeDirectory } from '../../src/edge/paths.js';
import { knowledge, knowledgeData } from '../knowledge.js';

function broken(file: string, change: (text: string) => string): string {
  const directory = mkdtempSync(join(tmpdir(), 'knowledge-'));
  cpSync(knowledgeDirectory, directory, { recursive: true });
  writeFileSync(join(directory, file), change(readFileSync(join(directory, file), 'utf8')));
  return directory;
}

describe('knowledge at start', () => {
  it('names file and line of a value of the wrong type', () => {
    const directory = broken('parameters/refractoriness.yaml', (text) => text.replace('value: 90', 'value: ninety'));
    expect(() => loadKnowledge(directory)).toThrow(/parameters\/refractoriness\.yaml:\d+: minimumCoveredDays/);
  });

  it('names a citation that does not exist', () => {
    const directory = broken('parameters/alerts.yaml', (text) =>
      text.replace('"service-policy"', '"nobody-2020"').replace("'service-policy'", "'nobody-2020'"),
    );
    expect(() => loadKnowledge(directory)).toThrow(/parameters\/alerts\.yaml:\d+: cites nobody-2020/);
  });

  it('reports every fault at once', () => {
    const directory = broken('drugs.yaml', (text) => text.replaceAll('role: ', 'roll: '));
    expect(() => loadKnowledge(directory)).toThrow(/drugs\.yaml:\d+[\s\S]*drugs\.yaml:\d+/);
  });

  it('changes its digest with its content', () => {
    const directory = broken('words.yaml', (text) => `${text}\n# more\n`);
    expect(loadKnowledge(directory).digest).not.toBe(knowledge.digest);
    expect(loadKnowledge(knowledgeDirectory).digest).toBe(knowledge.digest);
  });
});

describe('the loading rule', () => {
  it.each(knowledgeData.valueSets.map((set) => [set.id, set] as const))('%s enables no unverified code', (_id, set) => {
    for (const { system, concept = [] } of set.compose.include) {
      for (const { code, extension = [] } of concept) {
        const status = extension.find(({ url }) => url.endsWith('/code-status'))?.valueCode;
        expect([undefined, 'local', 'unverified-enabled']).toContain(status);
        if (system === 'http://loinc.org') expect([code, code.startsWith('LA') || isLoinc(code)]).toEqual([code, true]);
      }
    }
  });

  it.each([
    ['http://loinc.org', '2157-6', ['creatine-kinase']],
    ['http://loinc.org', '32673-6', []],
    ['urn:oid:2.16.840.1.113883.6.1', '2157-6', ['creatine-kinase']],
    [undefined, '2157-6', ['creatine-kinase']],
    [undefined, '2157-7', []],
    ['http://hl7.org/fhir/sid/icd-10-cm', 'M3320', ['polymyositis']],
    ['http://hl7.org/fhir/sid/icd-10', 'M33.20', ['polymyositis']],
    ['http://hl7.org/fhir/sid/icd-10', 'M33.1', ['dermatomyositis']],
    ['http://hl7.org/fhir/sid/icd-10-cm', 'M33.13', ['amyopathic-dermatomyositis']],
    ['http://hl7.org/fhir/sid/icd-10-cm', 'M33.90', ['inflammatory-myopathy-unspecified']],
    ['http://hl7.org/fhir/sid/icd-10-cm', 'M33.93', ['amyopathic-dermatomyositis']],
    ['http://hl7.org/fhir/sid/icd-10-cm', 'A15.0', ['serious-infection', 'infection-possible', 'tuberculosis']],
    ['http://hl7.org/fhir/sid/icd-10-cm', 'O92.70', ['lactation']],
    ['http://hl7.org/fhir/sid/icd-10-cm', 'C50.911', ['malignancy']],
    ['http://www.whocc.no/atc', 'J01CA04', ['systemic-antimicrobial']],
    ['http://www.whocc.no/atc', 'J01EE01', ['pneumocystis-prophylaxis', 'trimethoprim-sulfamethoxazole']],
    ['http://www.whocc.no/atc', 'J07BD52', ['live-vaccine']],
    ['http://hl7.org/fhir/sid/icd-10-cm', 'I10', []],
  ])('%s|%s is in %j', (system, code, sets) => {
    expect(knowledge.codes.setsOf(system, code)).toEqual(sets);
  });

  it.each([
    ['Anti-Jo-1 antibody', 'anti-jo-1'],
    ['CK', 'creatine-kinase'],
    ['Polymyositis', 'polymyositis'],
  ])('reads the text %s as %s', (text, id) => {
    expect(knowledge.codes.setsOfText(text)).toContain(id);
  });

  it('does not read CK-MB as CK', () => {
    expect(knowledge.codes.setsOfText('CK-MB')).not.toContain('creatine-kinase');
  });
});

describe('section Y of the clinical rules', () => {
  const p = knowledge.parametersOn(20_000);
  it.each([
    [p.population.minimumAgeYears, 18, 'a'],
    [p.refractoriness.minimumAdequateTrials, 2, '{drugs}'],
    [p.refractoriness.minimumCoveredDays, 90, 'd'],
    [p.refractoriness.toleratedGapDays, 28, 'd'],
    [p.refractoriness.cycleMaximumGapDays, 42, 'd'],
    [p.refractoriness.cycleMinimumCount, 3, '{cycles}'],
    [p.fullDose['azathioprine'], 2, 'mg/kg/d'],
    [p.fullDose['methotrexate'], 20, 'mg/wk'],
    [p.fullDose['ciclosporin'], 3, 'mg/kg/d'],
    [p.fullDose['leflunomide'], 20, 'mg/d'],
    [p.fullDose['mycophenolate'], 2000, 'mg/d'],
    [p.fullDose['cyclophosphamide-iv'], 500, 'mg/m2'],
    [p.fullDose['cyclophosphamide-oral'], 1, 'mg/kg/d'],
    [p.fullDose['ivig'], 1.8, 'g/kg'],
    [p.fullDose['tacrolimus'], 0.06, 'mg/kg/d'],
    [p.glucocorticoid.plateauMinimum, 10, 'mg/d'],
    [p.glucocorticoid.highDosePerKilogram, 0.5, 'mg/kg/d'],
    [p.rituximab.minimumRetreatmentDays, 112, 'd'],
    [p.alerts['maximumCards'], 3, '{cards}'],
  ])('%j is %d %s', (parameter, value, unit) => {
    expect(parameter).toMatchObject({ value, unit });
    expect(parameter?.cites.length).toBeGreaterThan(0);
  });
});
