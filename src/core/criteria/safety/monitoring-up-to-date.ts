import type { Parameters } from '../../knowledge/parameters.js';
import type { LastMeasured } from '../../guidance/monitoring.js';
import { all } from '../../status.js';
import type { Status } from '../../status.js';
import { addMonths, formatDay } from '../../time.js';
import type { Day } from '../../time.js';
import type { SafetyCriterion } from '../criterion.js';
import { noRituximab } from '../no-rituximab.js';

const DAYS_A_WEEK = 7;

interface Item {
  readonly name: string;
  readonly found: LastMeasured | undefined;
  /** A measurement on this day or later is recent enough. */
  readonly since: Day;
}

/** Enzymes are due at the visits of the founding papers; before the first of them the baseline is enough. */
function enzymesSince(asOf: Day, day0: Day, { monitoring, response }: Parameters): Day {
  const visit = monitoring.visitWeeks.value.findLast((week) => day0 + week * DAYS_A_WEEK <= asOf);
  return visit === undefined
    ? day0 - response.baselineWindowDays.value
    : day0 + visit * DAYS_A_WEEK - monitoring.visitToleranceDays.value;
}

function statusOf({ found, since }: Item): Status {
  if (!found) return 'unknown';
  return found.day >= since ? 'met' : 'not-met';
}

/** S-33, A.9: blood count, IgG and enzymes are watched after rituximab; one reminder for all that is due. */
export const monitoringUpToDate: SafetyCriterion = {
  id: 'monitoring-up-to-date',
  rule: 'S-33',
  group: 'monitoring',
  cites: ['mok-2007#methods', 'service-policy'],
  assess: ({ asOf, exposure, monitoring }, parameters) => {
    const day0 = exposure.latestCourseDay;
    if (!monitoring || day0 === undefined)
      return noRituximab(exposure, { because: 'no rituximab course on file', severity: 'information' });
    const p = parameters.monitoring;
    const items: readonly Item[] = [
      { name: 'Blood count', found: monitoring.bloodCount, since: addMonths(asOf, -p.bloodCountMonths.value) },
      // while immunoglobulin is given, a reminder to measure it would only measure the infusion
      ...(monitoring.isImmunoglobulinGiven
        ? []
        : [{ name: 'IgG', found: monitoring.immunoglobulin, since: addMonths(asOf, -p.immunoglobulinMonths.value) }]),
      { name: 'Muscle enzymes', found: monitoring.enzymes, since: enzymesSince(asOf, day0, parameters) },
    ];
    const due = items.filter((item) => statusOf(item) !== 'met');
    const last = (item: Item): string =>
      item.found ? `${item.name} last on ${formatDay(item.found.day)}` : `no ${item.name} on file`;
    return {
      status: all(items.map(statusOf)),
      because: due.length === 0 ? 'nothing is due' : due.map(last).join('; '),
      evidence: items.flatMap(({ found }) => found?.evidence ?? []),
      missing: due.map(({ name }) => name),
      severity: 'information',
    };
  },
};
