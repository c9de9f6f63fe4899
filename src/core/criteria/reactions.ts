/** Reactions to rituximab of one grade as a finding (S-14, S-14a, S-14b; AMB-21). */
import type { Severity } from '../assessment.js';
import type { SafetyFacts } from '../safety/safety-facts.js';
import type { Grade, Reaction } from '../repeat/reactions.js';
import type { Found } from './criterion.js';

const RANK: Readonly<Record<Grade, number>> = { severe: 3, moderate: 2, mild: 1, ungraded: 0 };

/** Whether the worst reaction is of this grade; a worse one is judged by its own rule. */
export function reactionFound(
  { reactions, hasAllergyHistory }: SafetyFacts,
  grade: Exclude<Grade, 'ungraded'>,
  severity: Severity,
): Found {
  const firm = reactions.filter(({ isFirm }) => isFirm);
  const worst = Math.max(0, ...firm.map((one) => RANK[one.grade]));
  const shown = (some: readonly Reaction[]) => some.map(({ evidence }) => evidence);
  const ofGrade = firm.filter((one) => one.grade === grade);
  if (ofGrade.length > 0 && worst === RANK[grade])
    return { status: 'not-met', because: `${grade} reaction to rituximab on file`, evidence: shown(ofGrade), severity };
  if (worst > RANK[grade])
    return { status: 'met', because: `a worse reaction than a ${grade} one is on file: see its own rule` };
  const open = reactions.filter((one) => one.grade === 'ungraded' || (!one.isFirm && RANK[one.grade] >= RANK[grade]));
  if (open.length > 0)
    return {
      status: 'unknown',
      because: 'a reaction that may be to rituximab, of unknown grade or cause',
      evidence: shown(open),
      severity: 'caution',
      missing: ['grade (mild, moderate, severe) and cause of the reaction on file'],
    };
  if (!hasAllergyHistory)
    return {
      status: 'unknown',
      because: 'the allergy list is empty or could not be read: it does not say that rituximab was tolerated',
      missing: ['allergy history: a reaction to rituximab, or that there was none'],
    };
  return { status: 'met', because: `no ${grade} reaction to rituximab on file` };
}
