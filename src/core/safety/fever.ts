/** A body temperature that speaks of fever today (S-06, S-13). */
import type { Evidence } from '../assessment.js';
import type { FactContext } from '../facts/context.js';
import { carrierOf, countedEntries } from '../facts/readings.js';
import { readQuantity, reaches, tidy } from '../quantity.js';
import { formatRange } from '../time.js';

const CELSIUS: readonly unknown[] = ['Cel', '°C', 'C', 'degC'];
const FAHRENHEIT: readonly unknown[] = ['[degF]', '°F', 'F', 'degF'];

function celsius(value: number, unit: string | undefined): number | undefined {
  if (CELSIUS.includes(unit)) return value;
  return FAHRENHEIT.includes(unit) ? tidy(((value - 32) * 5) / 9) : undefined;
}

/** The highest temperature of the last day, where it is a fever. */
export function feverOf(context: FactContext): Evidence | undefined {
  const { feverFrom, feverWithinDays } = context.parameters.safety;
  let highest: { readonly degrees: number; readonly evidence: Evidence } | undefined;
  for (const entry of countedEntries(context, 'body-temperature', context.asOf - feverWithinDays.value)) {
    const carrier = carrierOf(entry);
    const quantity = carrier && readQuantity(carrier.value.first(carrier.node));
    const degrees = quantity && celsius(quantity.value, quantity.unit);
    if (!carrier || degrees === undefined || !entry.on || entry.by === 'text') continue;
    if (!reaches(degrees, feverFrom.value) || (highest && highest.degrees >= degrees)) continue;
    const { reference } = entry;
    const date = formatRange(entry.on);
    highest = {
      degrees,
      evidence: { label: 'Temperature', value: degrees, unit: '°C', date, reference, path: carrier.value.path },
    };
  }
  return highest?.evidence;
}
