/** Values, units and dates as a card shows them, in plain text. */
import type { Evidence } from '../assessment.js';
import { unitName } from './labels.js';
import type { Labels } from './labels.js';

/** At most two decimals, without the noise of binary fractions. A value that is not zero never reads as zero. */
export function amountText(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  if (rounded === 0 && value !== 0) return value > 0 ? '< 0.01' : '> -0.01';
  return String(Number.isFinite(rounded) ? rounded : value);
}

/** Value and unit; an empty text when the value only repeats the label. */
export function evidenceValue({ label, value, unit }: Evidence, labels: Labels): string {
  if (value === label) return '';
  const shown = unit === undefined || value === null ? '' : unitName(labels, unit);
  return [plainValue(value, labels.phrases), shown].filter((part) => part !== '').join(' ');
}

function plainValue(value: Evidence['value'], { answerYes, answerNo, noValue }: Labels['phrases']): string {
  if (typeof value === 'number') return Number.isFinite(value) ? amountText(value) : noValue;
  if (typeof value === 'boolean') return value ? answerYes : answerNo;
  return value ?? noValue;
}

/** A day, or the two ends of what a partial date may mean. */
export function dateText(date: string): string {
  return date.replace('/', ' to ');
}
