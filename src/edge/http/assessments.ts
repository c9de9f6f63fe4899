/** `POST /assessments`: one Bundle in, one Assessment out, without cards. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Assessment } from '../../core/assessment.js';
import { textOf } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';
import { parseDay } from '../../core/time.js';
import type { AssessBundle } from '../assessor.js';
import { today } from '../site-clock.js';
import type { SiteClock } from '../site-clock.js';
import { readJsonObject } from './body.js';
import { refusingDepth } from './depth.js';
import { faultsOf } from './hook-request.js';
import { RequestProblem } from './problems.js';
import { sendJson } from './reply.js';

const LARGEST_ASSESSMENT = 20 * 1024 * 1024;

/** The Bundles are not described: they would be copied. What they hold is for the core to read. */
export const assessmentRequestSchema = z.object({
  asOf: z
    .string()
    .transform(parseDay)
    .refine((day) => day !== undefined, 'must be a calendar date written YYYY-MM-DD')
    .nullish(),
});

/** Ruling 26: `Evaluation-Date` is ignored here, a future `asOf` is allowed. */
export async function answerAssessment(
  assess: AssessBundle,
  req: IncomingMessage,
  res: ServerResponse,
  clock: SiteClock,
): Promise<void> {
  const body = await readJsonObject(req, LARGEST_ASSESSMENT);
  sendJson(res, 200, await refusingDepth(body, () => assessmentOf(assess, body, clock)));
}

function assessmentOf(assess: AssessBundle, body: JsonObject, clock: SiteClock): Assessment {
  const parsed = assessmentRequestSchema.safeParse(body);
  if (!parsed.success) throw new RequestProblem('invalid-assessment-request', faultsOf(parsed.error));
  const { bundle, draftOrders } = body;
  if (bundle === undefined) throw new RequestProblem('not-a-bundle', 'The body has no member "bundle".');
  if (draftOrders !== undefined && draftOrders !== null && textOf(draftOrders, 'resourceType') !== 'Bundle') {
    throw new RequestProblem('invalid-assessment-request', 'draftOrders: must be a Bundle');
  }
  const answer = assess(bundle, parsed.data.asOf ?? today(clock), draftOrders ?? undefined);
  if (answer.kind === 'fault') throw new RequestProblem(answer.fault);
  return answer.assessment;
}
