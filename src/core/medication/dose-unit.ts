/** Doses in the units that thresholds are written in. */
import type { Per } from './amount.js';

export interface BodySize {
  readonly kilograms: number | undefined;
  readonly squareMetres: number | undefined;
}

interface Shape {
  /** Milligrams a day (or an occasion) times this. */
  readonly scale: number;
  readonly per: Per;
}

const SHAPES: Readonly<Record<string, Shape>> = {
  mg: { scale: 1, per: 'patient' },
  'mg/d': { scale: 1, per: 'patient' },
  'mg/wk': { scale: 7, per: 'patient' },
  'mg/kg': { scale: 1, per: 'kilogram' },
  'mg/kg/d': { scale: 1, per: 'kilogram' },
  'g/kg': { scale: 1 / 1000, per: 'kilogram' },
  'mg/m2': { scale: 1, per: 'square-metre' },
};

function sizeOf(per: Per, { kilograms, squareMetres }: BodySize): number | undefined {
  if (per === 'patient') return 1;
  return per === 'kilogram' ? kilograms : squareMetres;
}

/** Whether a unit counts by body size. */
export const unitIsPer = (unit: string): Per => SHAPES[unit]?.per ?? 'patient';

/** Milligrams per patient, kilogram or square metre → `unit`; undefined when that needs a body size that is missing. */
export function inUnit(milligrams: number, per: Per, unit: string, size: BodySize): number | undefined {
  const shape = SHAPES[unit];
  if (!shape) return undefined;
  if (shape.per === per) return milligrams * shape.scale;
  const [times, by] = [sizeOf(per, size), sizeOf(shape.per, size)];
  return times === undefined || by === undefined ? undefined : (milligrams * times * shape.scale) / by;
}
