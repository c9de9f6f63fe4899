import ucum from '@lhncbc/ucum-lhc';
import type { UnitTables } from '../../src/core/quantity.js';
import { readQuantity } from '../../src/core/quantity.js';
import { knowledge, knowledgeData } from '../knowledge.js';

interface Utils {
  convertUnitTo: (from: string, value: number, to: string) => { status: string; toVal: number | null };
}
const { UcumLhcUtils } = ucum as { UcumLhcUtils: { getInstance: () => Utils } };
const utils = UcumLhcUtils.getInstance();

describe('unit tables', () => {
  const rows = Object.entries(knowledgeData.units.tables).flatMap(([name, { canonical, accept }]) =>
    Object.entries(accept).map(([unit, factor]) => [name, unit, canonical, factor] as const),
  );

  it.each(rows)('%s: where UCUM itself converts %s to %s it agrees', (_table, unit, canonical, factor) => {
    if (unit === 'K/uL') return; // kelvin per microlitre to UCUM; a count to every laboratory
    const converted = utils.convertUnitTo(unit, 1, canonical);
    if (converted.status === 'succeeded' && converted.toVal !== null)
      expect(converted.toVal / factor).toBeCloseTo(1, 4);
    else expect(factor).toBeGreaterThan(0);
  });

  const tables: UnitTables = knowledge.units;

  it.each([
    ['enzyme-creatine-kinase', { value: 40, unit: 'ukat/L' }, 2400],
    ['enzyme-creatine-kinase', { value: 40, unit: 'µkat/L' }, 2400],
    ['weight', { value: 150, unit: 'lbs' }, 68.03885],
    ['weight', { value: 68, unit: 'kg' }, 68],
    ['vas', { value: 45, unit: 'mm' }, 4.5],
    ['vas', { value: 4.5, unit: 'cm' }, 4.5],
    ['mmt8', { value: 62 }, 62],
  ])('%s reads %j as %d', (table, quantity, value) => {
    const measured = tables.measure(table, quantity);
    expect(measured.kind === 'measured' ? measured.value : Number.NaN).toBeCloseTo(value, 4);
  });

  it.each([
    ['vas', { value: 45 }],
    ['mmt8', { value: 120 }],
    ['haq-di', { value: 12 }],
    ['enzyme', { value: 12, unit: 'ng/mL' }],
    ['weight', { value: 68 }],
    ['weight', { value: 700, unit: 'kg' }],
  ])('%s refuses %j', (table, quantity) => {
    expect(tables.measure(table, quantity).kind).toBe('refused');
  });

  it.each([
    ['< 20', { value: 20, comparator: '<' }],
    ['12.5 mg', { value: 12.5, unit: 'mg' }],
    ['1,200', undefined],
    ['about 5', undefined],
    [7, { value: 7 }],
    [Number.NaN, undefined],
    [null, undefined],
  ])('reads %j as %j', (raw, expected) => {
    expect(readQuantity(raw)).toEqual(expected);
  });
});
